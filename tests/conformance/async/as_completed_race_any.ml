import async;
function after(s, v) { async.sleep(s); return v; }
for (t in async.as_completed([fn() => after(3, "c"), fn() => after(1, "a"), async.spawn(after, 2, "b")])) { print(t.wait()); }
for (t in async.as_completed([fn() => 1 / 0, fn() => after(1, "fine")])) { print(t.state, t.error); }
loser = async.spawn(fn() => { try { return after(9, 9); } finally { print("loser stopped"); } });
print(async.race([loser, fn() => after(2, "winner")]));
print(loser.state);
try { async.race([fn() => after(5, 1), fn() => { throw "first"; }]); } except (e) { print(e); }
print(async.any([fn() => { throw "bad"; }, fn() => after(2, "good"), fn() => after(3, "late")]));
try { async.any([fn() => { throw "x"; }, fn() => 1 / 0]); } except (e) { print(e.name, len(e.errors), e.errors[0], e.errors[1].name); }
try { async.race([]); } except (e) { print(e.name, e); }
try { async.any([]); } except (e) { print(e.name, e); }
