print(int(true), int(5.9), int(-5.9), int("  42 "), int("-7"), int("+7"), int("3.7"), int("1e3"), int("1_000"), int("٣"), int("007"), int("-0"), int(1e20), int("9007199254740993"));
for (v in ["abc", "", " ", "inf", "nan", null, [], {}, 1e400, 1e400 - 1e400, "0x10", "1__0", "_1", "1_", "- 5", "1 2", fn() => 1]) {
    try { print(int(v)); } except (e) { print(e.name, e); }
}
print(float("1.5"), float("  1e3 "), float("inf"), float("-Infinity"), float("NaN"), float("1_0.5"), float(3), float(true), float(".5"), float("5."), float("+1"));
for (v in ["x", "", null, [], "1e", "1 2", "0x1"]) {
    try { print(float(v)); } except (e) { print(e.name, e); }
}
print(str(null), str(true), str([true]), str(1.0), str("a"), bool(""), bool("false"), bool([]), bool({}), bool(0.0), bool([0]), bool(null), bool("0"), bool(fn() => 1));
print(typeof(null), typeof(1), typeof(1.5), typeof("a"), typeof([]), typeof({}), typeof(fn() => 1), typeof(print), typeof(true), typeof(iter([])), typeof("a".upper));
print(isinstance(1, "int"), isinstance(true, "number"), isinstance(1, "number"), isinstance(null, "null"), isinstance([], "array"), isinstance(1, 5), isinstance("a", "string"));
print(repr(true), repr("a"), repr(null), repr(1.0), repr([true, "a"]), repr(print), repr({a: "b'"}));
print(chr(65), chr(8364), chr(128512), ord("a"), ord("😀"), chr(true));
for (f in [fn() => chr(-1), fn() => chr(1114112), fn() => chr("a"), fn() => chr(1.5), fn() => ord("ab"), fn() => ord(""), fn() => ord(5), fn() => chr(null), fn() => ord(null)]) {
    try { print(f()); } except (e) { print(e.name, e); }
}
print(hex(255), hex(-255), bin(10), oct(8), hex(true), hex(0), bin(-1));
for (f in [fn() => hex(1.5), fn() => bin("a"), fn() => oct(null), fn() => hex([])]) {
    try { print(f()); } except (e) { print(e.name, e); }
}
