function f(a) { nonlocal a; }
