function f(a, b, c, d) {}
function g(a) {}
function z() {}
h = fn(a, b) => 1;
try { f(); } except (e) { print(e); }
try { f(1); } except (e) { print(e); }
try { f(1, 2); } except (e) { print(e); }
try { f(1, 2, 3); } except (e) { print(e); }
try { f(1, 2, 3, 4, 5); } except (e) { print(e); }
try { g(1, 2); } except (e) { print(e); }
try { z(1); } except (e) { print(e); }
try { z(1, 2); } except (e) { print(e); }
try { h(1); } except (e) { print(e); }
try { h(1, 2, 3); } except (e) { print(e); }
try { len(1, 2); } except (e) { print(e); }
try { len(); } except (e) { print(e); }
try { isinstance(1); } except (e) { print(e); }
try { "a".upper(1); } except (e) { print(e); }
try { "a".replace("x"); } except (e) { print(e); }
try { "a".replace(); } except (e) { print(e); }
try { [].append(); } except (e) { print(e); }
try { [].insert(1); } except (e) { print(e); }
try { ({}).get(); } except (e) { print(e); }
try { round(1, 2, 3); } except (e) { print(e); }
try { enumerate(); } except (e) { print(e); }
try { [].sort(1); } except (e) { print(e); }
try { [].sort(fn(a) => a); } except (e) { print(e); }
try { "a".split(1); } except (e) { print(e); }
try { "a".split(null, "x"); } except (e) { print(e); }
try { call(); } except (e) { print(e); }
try { range(); } except (e) { print(e); }
try { range(1, 2, 3, 4); } except (e) { print(e); }
try { next(); } except (e) { print(e); }
try { iter(); } except (e) { print(e); }
try { print(min(), max(), zip()); } except (e) { print(e); }
try { sum(); } except (e) { print(e); }
try { getattr(1); } except (e) { print(e); }
try { format(); } except (e) { print(e); }
try { input(1, 2); } except (e) { print(e); }
try { hasCapability(); } except (e) { print(e); }
try { help(); } except (e) { print(e); }
try { modules(1); } except (e) { print(e); }
