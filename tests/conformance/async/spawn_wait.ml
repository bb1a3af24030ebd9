// spawn starts at once but runs at the first wait; wait gives the value or raises the task's error.
import async;
function math_like(x, y) { return x * y; }
function work(n) { print("begin", n); async.sleep(n); print("end", n); return n * 2; }
a = async.spawn(work, 2);
b = async.spawn(work, 1);
print(typeof(a), a.name, a.state, a.error);
async.sleep(0);
print(a.state, b.state);
print(a.wait(), b.wait(), a.wait());
print(a.state, a.cancel());
c = async.spawn(fn() => 1 / 0);
try { c.wait(); } except (e) { print(e.name, e.line, e); }
print(c.state, c.error, c.error.name);
d = async.spawn(fn() => async.sleep(5));
try { d.wait(1); } except (e) { print(e.name, e); }
print(d.state, d.wait(), d.state);
print(async.spawn(math_like, 3, 4).wait(), async.spawn(len, "abc").wait(), async.spawn("x".upper).wait());
