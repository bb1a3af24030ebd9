a = range(10);
print(a[2:5], a[:3], a[7:], a[::2], a[::-1], a[8:2:-2], a[-3:], a[:-3], a[100:], a[5:2], a[null:3], a[true:4], a[::null], a[:], "hello"[1:3], "hello"[::-1]);
for (f in [fn() => a[1.5:], fn() => a["x":], fn() => a[::0], fn() => ({})[1:2], fn() => (5)[1:], fn() => null[:], fn() => a[::"x"], fn() => a[[]:], fn() => "abc"[::0], fn() => a[::1.0]]) {
    try { print(f()); } except (e) { print(e.name, e); }
}
b = [1, 2, 3, 4, 5];
b[1:3] = [9];
print(b);
b[1:1] = "xy";
print(b);
b[5:2] = [0];
print(b);
b[::2] = [7, 7, 7, 7];
print(b);
try { b[::2] = [1]; } except (e) { print(e.name, e); }
try { b[1:2] = 5; } except (e) { print(e.name, e); }
b[:] = [];
print(b);
b[0:0] = {a: 1, b: 2};
print(b);
b[1:] = b;
print(b);
try { "abc"[0:1] = "x"; } except (e) { print(e.name, e); }
try { ({})[0:1] = [1]; } except (e) { print(e.name, e); }
b[::-1] = b;
print(b);
try { b[::2] = 5; } except (e) { print(e.name, e); }
try { b[::0] = [5]; } except (e) { print(e.name, e); }
try { b["x":] = [5]; } except (e) { print(e.name, e); }
try { null[0:1] = [5]; } except (e) { print(e.name, e); }
