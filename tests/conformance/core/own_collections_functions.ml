print(len("héé😀"), len([1, 2]), len({a: 1}), len(5), len(null), len(true), len(fn() => 1), len(iter([1])), len(1.5));
print(range(3), range(2, 5), range(5, 2), range(0, 10, 3), range(5, 0, -2), range(true), range(0), range(-3), range(3, 0, -1));
for (f in [fn() => range(1.5), fn() => range("a"), fn() => range(1, 5, 0), fn() => range(null), fn() => range(1, null), fn() => range(1, 2, 1.0)]) {
    try { print(f()); } except (e) { print(e.name, e); }
}
print(enumerate(["a", "b"]), enumerate("xy", 5), enumerate({k: 1}), enumerate([]), zip([1, 2], "ab"), zip([1, 2, 3], [4]), zip(), zip([1]), zip({a: 1}, iter([9, 8])));
for (f in [fn() => enumerate(5), fn() => enumerate([1], "x"), fn() => enumerate([1], 1.5), fn() => zip(5), fn() => zip([1], null), fn() => sorted(5), fn() => sorted([1, "a"]), fn() => sorted([null, null]), fn() => reversed(5), fn() => reversed(null), fn() => reversed(iter([1])), fn() => keys(5), fn() => values([]), fn() => keys(null), fn() => sum(5), fn() => sum(["a"]), fn() => sum([1, "a"]), fn() => sum([[1]], 5), fn() => sum([1], "a"), fn() => sum([], "a"), fn() => sum([null]), fn() => min(1, "a"), fn() => max(1, "a"), fn() => min([1, "a"]), fn() => all(5), fn() => any(null), fn() => iter(5), fn() => next([1]), fn() => next(5), fn() => next(iter([])), fn() => next(iter([]), null), fn() => next(iter([1])), fn() => enumerate(null)]) {
    try { print(repr(f())); } except (e) { print(e.name, e); }
}
print(sorted([3, 1, 2]), sorted([3, 1, 2], true), sorted("bca"), sorted({b: 1, a: 2}), sorted([[2, 1], [1, 2]]), sorted([1, true, 0, false]), sorted([1.5, 1], false), sorted(["B", "a", "C"]), sorted([[1, "b"], [1, "a"]], true), sorted([]), reversed([1, 2]), reversed("ab"), reversed({a: 1, b: 2}), keys({a: 1, b: 2}), values({a: 1}), sum([]), sum([1, 2.5]), sum([true, true]), sum([[1], [2]], []), sum([1, 2], 10), sum([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), sum([1e16, 1.0, -1e16]), sum({}), sum([1], 0.5));
print(min(3, 1, 2), max([3, 1]), min([]), max(), min(5), max("abc"), min("b", "a"), max([1, 1.0]), max(1, 1.0), min(1.0, 1), max(true, 1), max([[1, 2], [1, 3]]), min("abc"), max({a: 1}), min(null), max([null]), all([]), any([]), all([1, 0]), any([0, ""]), any("a"), all({a: 1}), all("ab"), any(iter([0, 1])));
it = iter("ab");
print(next(it), next(it), next(it, "end"), next(it, null));
it = iter({x: 1});
print(next(it));
try { next(iter([])); } except (e) { print(e.name, e); }
it = iter([1, 2, 3]);
print(iter(it) == it, sum(it), next(it, 0));
a = [1, 2];
it = iter(a);
next(it);
a.append(3);
print(next(it), next(it), next(it, "x"));
a.append(4);
print(next(it, "exhausted for ever"));
