import async;
function count(n) {
    return async.stream(fn(emit) => {
        try { for (i in range(n)) { print("make", i); emit(i); } } finally { print("closed"); }
    });
}
for (v in count(3)) { print("use", v); }
for (v in count(9)) { if (v == 1) { break; } }
print("after break");
function first(s) { for (v in s) { return v; } }
print(first(count(5)));
try { for (v in count(5)) { throw "out"; } } except (e) { print("caught", e); }
for (a in count(2)) { for (b in count(9)) { if (b == 1) { continue; } if (b == 2) { break; } } }
try { for (v in async.stream(fn(emit) => { emit(1); throw "producer"; })) { print(v); } } except (e) { print(e, e.line); }
s = count(2);
print(typeof(s), s);
t = async.spawn(fn() => { for (v in s) { async.sleep(5); } });
async.sleep(1);
t.cancel();
try { t.wait(); } except (e) { print(e.name); }
for (v in s) { print("never"); }
for (v in async.stream(fn(emit) => null)) { print("never"); }
for (b in async.batches(range(7), 3)) { print(b); }
for (b in async.batches(count(3), 2)) { print(b); break; }
print(first(async.batches("", 2)));
try { async.batches([1], 0); } except (e) { print(e.name, e); }
function nested() { try { for (v in count(4)) { try { return v; } finally { print("fin", v); } } } finally { print("outer fin"); } }
print(nested());
never_read = count(3);
