// Live things do not travel; tasks elsewhere can be cancelled and end with their parent.
import parallel;
import async;
lock = async.lock();
config = {inner: [1, {lock: lock}]};
function uses_lock() { return config.inner; }
try { parallel.call(uses_lock); } except (e) { print(e.name, e, e.line); }
try { parallel.call(fn(x) => x, [1, [async.queue()]]); } except (e) { print(e.name, e); }
try { parallel.call(fn() => async.lock()).wait(); } except (e) { print(e.name, e); }
try { parallel.call(fn(x) => x, iter([1])); } except (e) { print(e.name, e); }
t = parallel.call(fn() => { while (true) { } });
async.sleep(0);
print(t.state, t.cancel());
try { t.wait(); } except (e) { print(e.name); }
print(t.state, t.cancel());
try { async.timeout(1, fn() => parallel.map(fn(x) => async.sleep(50), [1, 2, 3])); } except (e) { print(e.name); }
parallel.map(fn(x) => print("item", x), range(4), {limit: 1});
try { parallel.call(fn() => input("?")).wait(); } except (e) { print(e.name, e); }
