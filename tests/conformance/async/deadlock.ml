import async;
a = async.queue();
t = async.spawn(fn() => a.get());
u = async.spawn(fn() => t.wait());
u.wait();
