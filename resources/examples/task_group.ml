// Tasks that belong together. In the first group the first failure stops the siblings (their `finally` still runs); in
// the second everything that succeeded is kept and the errors are collected.
import async;
import collections;

stopped = [];

function work(name, seconds, fails) {
    done = false;
    try {
        async.sleep(seconds);
        if (fails) { throw name + " failed"; }
        done = true;
        return name;
    } finally {
        if (!done && !fails) { stopped.append(name); }
    }
}

message = null;
try {
    async.group(fn(g) => {
        g.spawn(work, "quick", 0.01, false);
        g.spawn(work, "broken", 0.05, true);
        g.spawn(work, "endless", 1000, false);
    });
} except (e) {
    message = e.message;
}
print("the group ended with:", message, "- stopped:", stopped);

// Five tasks, three of which fail: two values are kept.
jobs = [];
for (i in range(5)) {
    n = i;
    jobs.append(async.spawn(work, "job " + str(n), 0.01, n % 2 == 0));
}
outcomes = async.gather(jobs, {return_errors: true});
kept = collections.filter(outcomes, fn(o) => typeof(o) == "string");
print("kept:", kept, "- failed:", len(outcomes) - len(kept));

result = {first: message, stopped: stopped, kept: kept, failed: len(outcomes) - len(kept)};
