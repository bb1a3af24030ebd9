function f() { locals = 1; } print(locals);
