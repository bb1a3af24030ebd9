try { print("a" * 1.5); } except (e) { print(e); }
try { print("a" * "b"); } except (e) { print(e); }
try { print([1] * [1]); } except (e) { print(e); }
try { print([1] * null); } except (e) { print(e); }
try { print({} * 2); } except (e) { print(e); }
try { print(null * "a"); } except (e) { print(e); }
try { print("a" - 1); } except (e) { print(e); }
try { print("%s" % 3); } except (e) { print(e); }
try { print(1 % "a"); } except (e) { print(e); }
try { print(null / 2); } except (e) { print(e); }
try { print([] // 1); } except (e) { print(e); }
try {
    x = "a";
    print(-x);
} except (e) { print(e); }
try { print(-null); } except (e) { print(e); }
try { print(-[]); } except (e) { print(e); }
