function f() { nonlocal __q; }
