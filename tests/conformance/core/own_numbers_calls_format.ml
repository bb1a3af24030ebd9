print(abs(-5), abs(-2.5), abs(true), abs(-0.0), abs(0));
for (f in [fn() => abs("a"), fn() => abs(null), fn() => abs([]), fn() => round("a"), fn() => round(null), fn() => round(1.5, "x"), fn() => round(1.5, 1.5), fn() => round(1, "x"), fn() => round([], 1), fn() => call(5), fn() => call(null, 1), fn() => call("a")]) {
    try { print(f()); } except (e) { print(e.name, e); }
}
print(round(2.5), round(3.5), round(2.675, 2), round(-0.4), round(1234, -2), round(1250, -2), round(1350, -2), round(5), round(5, 2), round(true), round(2.5, null), round(2.5, -1), round(1e400), round(-15, -1), round(25, -1), round(1e20, 2), round(123.456, true));
print(call(fn(a, b) => a + b, 1, 2), call(print, "x"), call("a".upper), callable(print), callable(5), callable(fn() => 1), callable("a".upper), callable(null));
function f(a) { return a * 2; }
print(call(f, 4));
try { call(f); } except (e) { print(e); }
print(format(3.14159, ".2f"), format(42, "05d"), format(1234567, ","), format(0.5, "%"), format("x", "*^5"), format(255, "#x"), format(-5, "05d"), format(1e10, "g"), format(123, "8.2f"), format(true), format(true, ">6"), format(null), format([1, "a"]), format("a"), format(1.0), format(65, "c"), format(true, "d"), format(2.5, ".0f"), format(12345.678, ",.1f"));
for (p in [["a", "d"], [1, "s"], [1.5, "d"], [1, ".2d"], [[], "5"], [null, "5"], [{}, "x"], ["a", "+"], ["a", ","], ["a", "=5"], [1, "zz"], [1, ",x"], [1.5, "x"], [1, 5], [fn() => 1, "5"], ["a", "5d"], [1, "10.3s"], [1, "q"], [1, "\n"], [1.5, "c"], [-1, "c"]]) {
    try { print(format(p[0], p[1])); } except (e) { print(e.name, e); }
}
