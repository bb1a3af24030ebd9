a = [1, 2];
s = "abc";
n = null;
try { a[2] = 1; } except (e) { print(e.name, e); }
try { a["x"] = 1; } except (e) { print(e.name, e); }
try { a[1.0] = 1; } except (e) { print(e.name, e); }
try { s[0] = "x"; } except (e) { print(e.name, e); }
try { n[0] = 1; } except (e) { print(e.name, e); }
try { n.x = 1; } except (e) { print(e.name, e); }
try { a.x = 1; } except (e) { print(e.name, e); }
try { s.x = 1; } except (e) { print(e.name, e); }
try { (5).x = 1; } except (e) { print(e.name, e); }
try { (fn() => 1).x = 1; } except (e) { print(e.name, e); }
try { (fn() => 1)[0] = 1; } except (e) { print(e.name, e); }
try {
    o = {};
    o[[1]] = 1;
} except (e) { print(e.name, e); }
try { throw "x"; } except (e) {
    try { e.message = 1; } except (g) { print(g.name, g); }
    try { e["message"] = 1; } except (g) { print(g.name, g); }
}
a[-1] = 5;
a[true] = 6;
print(a);
try { iter(a).x = 1; } except (e) { print(e.name, e); }
import math;
try { math.pi = 3; } except (e) { print(e.name, e); }
try { math["pi"] = 3; } except (e) { print(e.name, e); }
try { print(math["pi"]); } except (e) { print(e.name, e); }
try { print(math.nope); } except (e) { print(e.name, e); }
try { math.nope(); } except (e) { print(e.name, e); }
