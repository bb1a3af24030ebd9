fs = [];
for (i in range(3)) { fs.append(fn() => i); }
print([fs[0](), fs[1](), fs[2]()]);
function make(i) { return fn() => i; }
gs = [];
for (i in range(3)) { gs.append(make(i)); }
print([gs[0](), gs[1](), gs[2]()]);
function counter() {
    n = 0;
    function inc() {
        nonlocal n;
        n = n + 1;
        return n;
    }
    return {inc: inc, get: fn() => n};
}
c = counter();
c.inc();
c.inc();
d = counter();
print(c.get(), d.get());
function f() {
    fs = [];
    for (i in range(3)) { fs.append(fn() => i); }
    i = 99;
    return [fs[0](), fs[1]()];
}
print(f());
