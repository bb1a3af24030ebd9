import async;
order = [];
lock = async.lock();
function use(name) {
    lock.acquire();
    try { order.append(name + "+"); async.sleep(1); order.append(name + "-"); } finally { lock.release(); }
}
async.gather([fn() => use("a"), fn() => use("b"), fn() => use("c")]);
print(order, typeof(lock), lock);
sem = async.semaphore(2);
running = 0;
most = 0;
async.map(fn(i) => sem.run(fn() => {
    nonlocal running; nonlocal most;
    running = running + 1; most = max(most, running); async.sleep(1); running = running - 1;
}), range(7));
print(most, sem.run(fn() => "value"), sem);
try { sem.release(); } except (e) { print(e.name, e); }
try { lock.release(); } except (e) { print(e.name, e); }
try { async.semaphore(0); } except (e) { print(e.name, e); }
holder = async.spawn(fn() => lock.run(fn() => async.sleep(9)));
waiter = async.spawn(fn() => lock.run(fn() => "never"));
third = async.spawn(fn() => lock.run(fn() => "third"));
async.sleep(1);
waiter.cancel();
holder.cancel();
print(third.wait(), waiter.state, holder.state);
try { sem.run(fn() => 1 / 0); } except (e) { print(e.name); }
sem.acquire();
sem.acquire();
print("both were free");
try { async.lock().run(fn() => sem.acquire()); } except (e) { print(e.name, e); }
