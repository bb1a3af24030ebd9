import async;
user = async.local("nobody");
print(user.get(), user);
user.set("main");
child = async.spawn(fn() => { print("child", user.get()); user.set("child"); grand = async.spawn(fn() => user.get()); return [user.get(), grand.wait()]; });
user.set("changed");
print(child.wait(), user.get());
print(user.run("inside", fn() => [user.get(), async.spawn(fn() => user.get()).wait()]), user.get());
try { user.run("x", fn() => 1 / 0); } except (e) { print(e.name, user.get()); }
print(async.gather([fn() => { user.set(1); async.sleep(2); return user.get(); }, fn() => { user.set(2); async.sleep(1); return user.get(); }]), user.get());
print(async.local().get());
print(async.using(fn() => { print("open"); return "r"; }, fn(r) => r + "!", fn(r) => print("close", r)));
try { async.using(fn() => "r", fn(r) => 1 / 0, fn(r) => print("close", r)); } except (e) { print(e.name); }
try { async.timeout(1, fn() => async.using(fn() => "r", fn(r) => async.sleep(9), fn(r) => print("close", r))); } except (e) { print(e.name); }
pool = async.pool(fn(i) => { print("make", i); return {id: i}; }, 2);
print(async.map(fn(x) => pool.with(fn(r) => { async.sleep(1); return [x, r.id]; }), range(5)), pool);
try { pool.with(fn(r) => 1 / 0); } except (e) { print(e.name); }
pool.close(fn(r) => print("bye", r.id));
try { pool.with(fn(r) => r); } except (e) { print(e.name, e); }
broken = async.pool(fn(i) => { throw "cannot make"; }, 1);
for (i in range(2)) { try { broken.with(fn(r) => r); } except (e) { print(e); } }
try { async.pool(fn(i) => i, 0); } except (e) { print(e.name, e); }
async.measure("ok", fn() => 1);
async.measure("ok", fn() => 2);
try { async.measure("bad", fn() => 1 / 0); } except (e) { print(e.name); }
m = async.measures();
print(m.keys(), m.ok.count, m.ok.errors, m.bad.count, m.bad.errors, m.ok.keys());
print(m.ok.min <= m.ok.mean, m.ok.mean <= m.ok.max, m.ok.p95 <= m.ok.max);
