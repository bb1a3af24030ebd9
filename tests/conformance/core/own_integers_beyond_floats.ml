print(9007199254740993 == 9007199254740992.0, 9007199254740992 == 9007199254740992.0, 10 == 1e1, 10000000000000000000000 == 1e22, 9007199254740993 < 9007199254740992.0, 9007199254740993 > 9007199254740992.0);
try {
    print(10 * 1.0 * (10 * 1));
    x = 1;
    for (i in range(400)) { x = x * 10; }
    print(x * 1.0);
} except (e) { print(e.name, e); }
try { print(x / 3); } except (e) { print(e.name, e); }
try { print(x + 0.5); } except (e) { print(e.name, e); }
print(x == 1e308, x > 1e308, x < 1e400, -x < -1e308, x / (x * 2));
try { print(x // 2.0); } except (e) { print(e); }
