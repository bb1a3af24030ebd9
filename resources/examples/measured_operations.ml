// How long things take: every operation is measured under its name, with its errors, and the table says where the time
// went.
import async;
import collections;

function load(i) { async.sleep(0.004); return [i, i * 2]; }
function predict(numbers) { t = 0; for (v in range(2000)) { t = t + v * numbers[0]; } return t; }
function save(i) { if (i % 5 == 0) { throw "disk full"; } return true; }

function handle(i) {
    numbers = async.measure("load", fn() => load(i));
    async.measure("predict", fn() => predict(numbers));
    async.measure("save", fn() => save(i));
    return i;
}

outcomes = async.map(handle, range(10), {limit: 4, return_errors: true});

table = async.measures();
for (name in table) {
    m = table[name];
    print(name, "count:", m.count, "errors:", m.errors, "mean:", str(round(m.mean * 1000, 2)) + " ms",
          "p95:", str(round(m.p95 * 1000, 2)) + " ms");
}
result = {loads: table.load.count, saves: table.save.count, save_errors: table.save.errors,
          done: len(collections.filter(outcomes, fn(o) => typeof(o) == "number"))};
