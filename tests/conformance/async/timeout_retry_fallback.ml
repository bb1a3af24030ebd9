import async;
print(async.timeout(5, fn() => { async.sleep(4); return "in time"; }));
try { async.timeout(1, fn() => { try { async.sleep(100); } finally { print("given up"); } }); } except (e) { print(e.name, e.line, e); }
try { async.timeout(1, fn() => { throw "own"; }); } except (e) { print(e.name, e); }
try { async.timeout(-1, fn() => 1); } except (e) { print(e.name, e); }
tries = 0;
print(async.retry(fn() => { nonlocal tries; tries = tries + 1; if (tries < 3) { throw "no"; } return tries; }));
tries = 0;
try { async.retry(fn() => { nonlocal tries; tries = tries + 1; throw {message: "never", code: 7}; }, {attempts: 4, delay: 1}); } except (e) { print(e, e.attempts, e.code, tries); }
tries = 0;
try { async.retry(fn() => { nonlocal tries; tries = tries + 1; return 1 / 0; }, {on: ["io_error", "timeout_error"]}); } except (e) { print(e.name, e.attempts, tries); }
tries = 0;
print(async.retry(fn() => { nonlocal tries; tries = tries + 1; if (tries == 1) { return [][0]; } return "ok"; }, {on: ["index_error"]}), tries);
tries = 0;
try { async.retry(fn() => { nonlocal tries; tries = tries + 1; throw str(tries); }, {attempts: 9, on: fn(e) => e.message != "3"}); } except (e) { print(e, tries); }
print(async.fallback([fn() => 1 / 0, fn() => "second", fn() => "third"]));
print(async.fallback([fn() => { async.sleep(3); return "slow"; }, fn() => "quick"], {timeout: 2}));
print(async.fallback([fn() => 1 / 0, fn() => { async.sleep(3); return "the last has no limit"; }], {timeout: 2}));
try { async.fallback([fn() => 1 / 0, fn() => { throw "last"; }]); } except (e) { print(e); }
try { async.fallback([]); } except (e) { print(e.name); }
try { async.retry(fn() => 1, {attempts: 0}); } except (e) { print(e.name, e); }
