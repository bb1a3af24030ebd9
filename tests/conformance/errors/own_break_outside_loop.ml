while (false) { function f() { break; } }
