s = "x";
n = 1;
try { print(s + n); } except (e) { print(e); }
try { print(n + s); } except (e) { print(e); }
try { print([1] + "a" + 1, [1] + 1); } except (e) { print(e); }
try {
    s = null;
    print(s + s);
} except (e) { print(e); }
print("a" + ("b" ? 1 : 2));
try {
    x = true ? "a" : "b";
    print(x + 1);
} except (e) { print(e); }
try { print((true ? "a" : "b") + 1); } except (e) { print(e); }
try { print(["a"][0] + 1); } except (e) { print(e); }
try { print({a: "b"}.a + 1); } except (e) { print(e); }
try { print(str(1) + 1); } except (e) { print(e); }
