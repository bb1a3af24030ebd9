function f() { return dir(); }
