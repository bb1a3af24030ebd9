a = [1, 2, 3];
for (f in [fn() => a.remove(9), fn() => a.pop(9), fn() => [].pop(), fn() => [].pop(0), fn() => a.pop("x"), fn() => a.index("q"), fn() => a.index([1]), fn() => a.insert("x", 1), fn() => a.extend(5), fn() => a.extend(null), fn() => a.pop(1.0), fn() => a.pop(null), fn() => a.index(1, 2), fn() => a.index(1, "x"), fn() => [1, "a"].sort(), fn() => [null, 1].sort(), fn() => a.extend("xy"), fn() => a.extend({k: 1}), fn() => a.insert(-100, 0), fn() => a.insert(100, 7), fn() => a.insert(true, 7), fn() => a.count(true), fn() => a.copy() == a, fn() => a.reverse(), fn() => a.clear(), fn() => a.insert(null, 1), fn() => [3, 1.5, true, 2].sort(), fn() => a.index(), fn() => a.remove()]) {
    try { print(repr(f())); } except (e) { print(e.name, e); }
}
print(a);
b = [3, "x", 1];
try { b.sort(); } except (e) { print(e); }
print(b);
b = [1, null];
try { b.sort(); } except (e) { print(e); }
b = [[2], [1, 5], [1]];
b.sort();
print(b);
b = [true, 0, 2.5, -1];
b.sort();
print(b);
