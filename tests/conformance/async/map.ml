// map: in order, at most `limit` at a time.
import async;
running = 0;
most = 0;
function square(x) {
    nonlocal running;
    nonlocal most;
    running = running + 1;
    most = max(most, running);
    async.sleep(10 - x);
    running = running - 1;
    return x * x;
}
print(async.map(square, range(10)), most);
most = 0;
print(async.map(square, range(10), {limit: 3}), most);
print(async.map(fn(c) => c + c, "abc"), async.map(fn(k) => k, {x: 1, y: 2}), async.map(fn(x) => x, []));
log = [];
try {
    async.map(fn(x) => { async.sleep(x); if (x == 2) { throw "two"; } log.append(x); return x; }, [1, 2, 3, 4]);
} except (e) { print(e, log); }
print(async.map(fn(x) => 10 // x, [1, 0, 2], {return_errors: true}));
print(async.map(fn(x) => x + 1, async.stream(fn(emit) => { for (i in range(3)) { emit(i); } })));
try { async.map(fn(x) => x, [1], {limit: 0}); } except (e) { print(e.name, e); }
