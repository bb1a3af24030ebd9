try { b(); } except (e) { print(e.name, e); }
function b() { return c(); }
function c() { return 1; }
print(b());
function b() { return 2; }
print(b());
if (true) {
    function d() { return "d"; }
}
print(d());
function outer() {
    try { inner(); } except (e) { print(e.name, e); }
    function inner() { return 1; }
    return inner();
}
print(outer());
