function f() {
    nonlocal x;
    function g() {
        nonlocal x;
        x = 5;
    }
    g();
}
x = 1;
f();
print(x);
