function f() { nonlocal print; print = 1; } f();
