for (f in [fn() => 5, fn() => null, fn() => fn() => 1, fn() => true]) {
    try { [a, b] = f(); } except (e) { print(e.name, e); }
}
try { [a, b] = [1, 2, 3]; } except (e) { print(e.name, e); }
try { [a, b, c] = [1, 2]; } except (e) { print(e.name, e); }
[a] = [7];
print(a);
[a, b] = "xy";
print(a, b);
[a, b] = {k: 1, l: 2};
print(a, b);
[a, b] = iter([5, 6]);
print(a, b);
[a, b] = [b, a];
print(a, b);
x = 1;
try { [x, y] = [1, 2, 3]; } except (e) { print(x, e); }
try { {p, q} = {p: 1}; } except (e) { print(e.name, e, p); }
try { {p} = 5; } except (e) { print(e.name, e); }
try { {p} = null; } except (e) { print(e.name, e); }
try { {p} = [1]; } except (e) { print(e.name, e); }
try { {p} = "s"; } except (e) { print(e.name, e); }
try { [a, b] = []; } except (e) { print(e); }
try { [a, b] = [1]; } except (e) { print(e); }
try { [a] = "abc"; } except (e) { print(e); }
try { [a, b] = iter([1, 2, 3]); } except (e) { print(e); }
