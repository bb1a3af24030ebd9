o = {a: 1, b: 2};
for (f in [fn() => o.get("a"), fn() => o.get("z"), fn() => o.get("z", 5), fn() => o.get([1]), fn() => o.pop("z"), fn() => o.pop("z", null), fn() => o.pop("a"), fn() => o.popitem(), fn() => o.popitem(), fn() => o.setdefault("q"), fn() => o.setdefault("q", 5), fn() => o.setdefault("r", 5), fn() => o.update({q: 1, s: 2}), fn() => o.update([["a", 1]]), fn() => o.update(5), fn() => o.update(null), fn() => o.items(), fn() => o.keys(), fn() => o.values(), fn() => o.clear(), fn() => o, fn() => o.pop([1]), fn() => o.setdefault({}), fn() => o.copy(), fn() => o.get(1), fn() => o.pop()]) {
    try { print(repr(f())); } except (e) { print(e.name, e); }
}
