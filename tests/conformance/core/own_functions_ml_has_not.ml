for (n in ["setattr", "map"]) {}
try { setattr({}, "a", 1); } except (e) { print(e.name, e); }
try { map([], print); } except (e) { print(e); }
try { type(1); } except (e) { print(e); }
try { id(1); } except (e) { print(e); }
try { filter(1); } except (e) { print(e); }
try { list("a"); } except (e) { print(e); }
