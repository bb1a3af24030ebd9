function f() { nonlocal zz; zz = 1; }
