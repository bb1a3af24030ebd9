n = 0;
function f() {
    nonlocal n;
    n = n + 1;
}
f();
f();
print(n);
function g() {
    x = 1;
    function h() {
        if (true) { nonlocal x; }
        x = 2;
        function k() {
            nonlocal x, n;
            x = 3;
            n = 10;
        }
        k();
    }
    h();
    return x;
}
print(g(), n);
function late() {
    v = 5;
    nonlocal v;
}
late();
print(v);
v = 1;
