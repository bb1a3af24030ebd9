x = 1;
function f() {
    try { print(x); } except (e) { print(e.name, e); }
    x = 2;
    return x;
}
print(f(), x);
function g() { print(x); }
g();
function h() {
    if (false) { y = 1; }
    try { return y; } except (e) { return "" + e; }
}
print(h());
function k() {
    for (q in []) {}
    try { return q; } except (e) { return "" + e; }
}
print(k());
function l() {
    try {} except (zz) {}
    return zz;
}
try { l(); } except (e) { print(e); }
function m() {
    function inner() {}
    return inner;
}
print(m());
function o(a) {
    a = 5;
    return a;
}
print(o(1));
