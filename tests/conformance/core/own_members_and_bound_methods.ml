s = "abc";
print(s.length, "abc".length, [1].length, {length: 5}.length, ({}).length);
f = s.upper;
print(f(), f, typeof(f), callable(f));
g = [3, 1, 2];
h = g.append;
h(9);
print(g, h);
try { print(s.foo); } except (e) { print(e.name, e); }
try { print([].foo); } except (e) { print(e.name, e); }
for (x in [null, 5, true, fn() => 1, iter([])]) {
    try { print(x.foo); } except (e) { print(e.name, e); }
}
o = {keys: 5, a: fn(x) => x * 2};
print(o.keys, o.a(4), o.nope, o.values());
try { o.keys(); } except (e) { print(e); }
print(({}).keys, ({}).keys(), {k: 1}.get, {get: 3}.get);
