// A health monitor: ten endpoints at once, each with its own limit, three attempts with growing pauses. One that is
// down or slow costs the others nothing, and the table fills as they answer. `base` and `endpoints` come from outside:
// Inputs, or on a terminal
//   latchkey run health_monitor.ml --context '{"base": "http://127.0.0.1:8000", "endpoints": 10}' --grant network.http:127.0.0.1
import async;
import collections;
import http;
import show;

paths = [];
for (i in range(endpoints)) { paths.append("/health/" + str(i)); }

function check(where) {
    attempts = 0;
    function once() {
        nonlocal attempts;
        attempts = attempts + 1;
        answer = http.get(base + where, null, 1); // no headers of our own, one second
        if (answer.status() >= 500) { throw "status " + str(answer.status()); }
        return answer.status();
    }
    try {
        status = async.measure(where, fn() => async.retry(once, {attempts: 3, delay: 0.05, factor: 2, jitter: 0}));
        return {endpoint: where, state: status == 200 ? "healthy" : "unhealthy", status: status, attempts: attempts};
    } except (e) {
        return {endpoint: where, state: "error", status: null, attempts: attempts, message: e.message};
    }
}

table = [];
function checkAndShow(where) {
    row = check(where);
    row.milliseconds = round(async.measures()[where].mean * 1000);
    table.append(row);
    show.table(table, {title: "Health"});
    return row;
}

report = async.map(checkAndShow, paths, {limit: 10});

for (row in report) {
    print(row.endpoint, row.state, "attempts:", row.attempts, "in", str(row.milliseconds) + " ms");
}
result = {healthy: len(collections.filter(report, fn(r) => r.state == "healthy")),
          unhealthy: len(collections.filter(report, fn(r) => r.state == "unhealthy")),
          errors: len(collections.filter(report, fn(r) => r.state == "error")),
          retried: len(collections.filter(report, fn(r) => r.attempts > 1))};
