a = [1, 2, 3];
o = {a: 1};
s = "héllo";
for (f in [fn() => a[3], fn() => a[-4], fn() => s[5], fn() => s[-6], fn() => a["x"], fn() => a[1.0], fn() => a[null], fn() => s["x"], fn() => s[1.5], fn() => s[null], fn() => o["zz"], fn() => o[[1]], fn() => o[{}], fn() => (5)[0], fn() => null[0], fn() => true[0], fn() => (fn() => 1)[0], fn() => o[1], fn() => o[null], fn() => o[fn() => 1], fn() => a[[1]], fn() => iter([1])[0], fn() => a[2 * 10 * 10000000000000000000]]) {
    try { print(f()); } except (e) { print(e.name, e); }
}
print(a[true], a[-1], s[1], s[-1], s[true], a[false]);
