try { print(y); } except (e) { print(e.name, e); }
y = 1;
print(y);
function f() { return later; }
try { f(); } except (e) { print(e.name, e); }
later = 3;
print(f());
