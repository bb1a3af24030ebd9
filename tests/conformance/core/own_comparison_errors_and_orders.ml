for (f in [fn() => 1 < "a", fn() => "a" > 1, fn() => [] <= {}, fn() => null < null, fn() => null >= 1, fn() => {} < {}, fn() => [1, "a"] < [1, 2], fn() => (fn() => 1) < 2, fn() => true < "x"]) {
    try { print(f()); } except (e) { print(e); }
}
print([1, 2] < [1, 3], [1] < [1, 0], [] < [1], "a" < "b", "Z" < "a", "é" > "z", true < 2, false < 0.5, [true] < [2], "" < "a", [[1], 2] < [[1], 3], ["a"] >= ["a"]);
