// cancel runs finally blocks, is invisible to except, and wakes those who wait with cancelled_error.
import async;
function stubborn() {
    try {
        try { async.sleep(10); } except (e) { print("never", e); } finally { print("inner"); async.sleep(1); print("inner done"); }
        print("not reached");
    } finally { print("outer"); }
}
t = async.spawn(stubborn);
w = async.spawn(fn() => { try { t.wait(); } except (e) { return e.name; } });
async.sleep(1);
print(t.cancel(), t.state);
print(w.wait());
print(t.state, t.cancel(), t.error);
fresh = async.spawn(fn() => print("never runs"));
print(fresh.cancel(), fresh.state);
loop = async.spawn(fn() => { try { while (true) { async.sleep(0); } } finally { print("loop ended"); } });
async.sleep(0);
loop.cancel();
try { loop.wait(); } except (e) { print(e.name, "|", e); }
self_task = null;
self_task = async.spawn(fn() => { try { self_task.cancel(); x = 1; while (true) { x = x + 1; } } finally { print("self"); } });
async.sleep(0);
print(self_task.state);
again = async.spawn(fn() => { try { async.sleep(9); } finally { throw "from finally"; } });
async.sleep(0);
again.cancel();
async.sleep(0);
print(again.state, again.error);
