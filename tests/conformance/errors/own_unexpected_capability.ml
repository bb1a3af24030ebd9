function f() { capability X { } }
