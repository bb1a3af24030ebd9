function f() { return zzq(); } try { f(); } except (e) { print(e.name, e); } try { qqq.x(); } except (e) { print(1); }
