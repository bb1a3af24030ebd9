function g() { x = 1; }
function f() { return x; }
try { f(); } except (e) { print(e.name, e); }
