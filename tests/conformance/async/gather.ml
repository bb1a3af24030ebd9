// gather: values in the order of the list; the first error cancels the rest.
import async;
function after(s, v) { async.sleep(s); return v; }
print(async.gather([fn() => after(3, "a"), async.spawn(after, 1, "b"), fn() => after(2, "c")]));
print(async.gather([]), async.gather([fn() => null]));
slow = async.spawn(fn() => { try { return after(100, 1); } finally { print("slow tidied"); } });
try { async.gather([slow, fn() => after(1, 1), fn() => [][5]]); } except (e) { print(e.name, e.line); }
print(slow.state);
print(async.gather([fn() => 1, fn() => 1 / 0, fn() => {a: 2}], {return_errors: true}));
gone = async.spawn(after, 9, 9);
gone.cancel();
r = async.gather([gone, fn() => 1], {return_errors: true});
print(r, r[0].name);
try { async.gather([1]); } except (e) { print(e.name, e); }
try { async.gather([fn() => 1], {wrong: 1}); } except (e) { print(e.name, e); }
try { async.gather([fn() => 1], {return_errors: 1}); } except (e) { print(e.name, e); }
