// parallel: copies go out, copies come back; order is kept; errors keep their place.
import parallel;
import async;
import datetime;
base = 10;
config = {scale: 3, names: ["a", "b"]};
function helper(x) { return x * config.scale; }
function work(x) { return helper(x) + base; }
print(parallel.map(work, range(10)));
print(parallel.call(work, 5).wait(), parallel.map(work, []));
k = 7;
print(parallel.map(fn(x) => x + k, [1, 2, 3], {chunk: 1, limit: 2}));
try { parallel.map(fn(x) => 10 // x, [1, 0, 2]); } except (e) { print(e.name, e.line, e); }
print(parallel.map(fn(x) => 10 // x, [1, 0, 2], {return_errors: true}));
function count() { nonlocal base; base = base + 1; config.scale = 99; return base; }
print(parallel.call(count).wait(), base, config.scale);
o = {a: 1};
o["self"] = o;
print(parallel.call(fn(v) => v, o).wait().self.self.a);
shared = [1];
print(parallel.call(fn(v) => { v[0].append(2); return v; }, [shared, shared]).wait(), shared);
print(parallel.map(len, ["a", "bb"]), parallel.map("x".join, [["a", "b"]]));
add = parallel.call(fn(n) => fn(x) => x + n, 5).wait();
print(add(1));
print(parallel.call(fn(d) => d, datetime.create(2020, 1, 2)).wait());
print(parallel.call(fn(v) => v, [1.5, null, true, "é", 123456789012345678901234567890, {b: [{}]}]).wait());
try { throw {message: "deep", code: 4}; } except (e) { error = e; }
print(parallel.call(fn(e) => e.code, error).wait());
try { parallel.call(fn() => { throw {message: "child", code: 5}; }).wait(); } except (e) { print(e.name, e, e.code, e.line); }
print(parallel.map(fn(x) => parallel.map(fn(y) => x * y, [1, 2]), [3, 4]));
print(parallel.call(fn() => async.gather([fn() => 1, fn() => 2])).wait());
try { parallel.map(fn(x) => x, [1], {limit: 0}); } except (e) { print(e.name, e); }
try { parallel.map(fn(x) => x, [1], {chunk: 0}); } except (e) { print(e.name, e); }
print(typeof(parallel.cores), parallel.call(work, 1).name);
