import async;
q = async.queue(2);
producer = async.spawn(fn() => { for (i in range(5)) { q.put(i); print("put", i, q.size); } q.close(); });
async.sleep(1);
print(q.size, producer.state);
for (v in q) { print("got", v); }
try { q.put(1); } except (e) { print(e.name, e); }
try { q.get(); } except (e) { print(e.name, e); }
open = async.queue();
for (i in range(3)) { open.put(i); }
print(open.get(), open.size, open);
open.close();
open.close();
print(open.get(), open.get());
jobs = async.queue();
done = [];
function worker(name) { for (j in jobs) { async.sleep(j); done.append(name + str(j)); } return name; }
workers = [async.spawn(worker, "a"), async.spawn(worker, "b")];
for (j in [3, 1, 1, 2]) { jobs.put(j); }
jobs.close();
print(async.gather(workers), done);
waiting = async.spawn(fn() => { try { async.queue().get(); } finally { print("freed"); } });
async.sleep(0);
waiting.cancel();
full = async.queue(1);
full.put(1);
stuck = async.spawn(fn() => { try { full.put(2); } except (e) { return e.name; } });
async.sleep(0);
full.close();
print(stuck.wait(), full.get());
try { async.queue(0); } except (e) { print(e.name, e); }
try { async.queue().get(); } except (e) { print(e.name, e); }
