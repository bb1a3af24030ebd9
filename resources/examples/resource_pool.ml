// Two models, four users: a pool lends what is free, the others wait their turn, and what was lent comes back whatever
// happens to the borrower.
import async;
import collections;

made = [];
busy = 0;
most = 0;

models = async.pool(fn(i) => {
    made.append("model " + str(i));
    return {name: "model " + str(i), calls: 0};
}, 2);

function use(user) {
    return models.with(fn(model) => {
        nonlocal busy, most;
        busy = busy + 1;
        most = max(most, busy);
        try {
            model.calls = model.calls + 1;
            async.sleep(0.01);
            if (user == 2) { throw "user 2 stumbles"; }
            return "user " + str(user) + " used " + model.name;
        } finally {
            busy = busy - 1;
        }
    });
}

outcomes = async.map(use, range(4), {return_errors: true});
for (outcome in outcomes) { print(outcome); }

// Clients that must be closed: `using` closes them also after an error.
closed = 0;
try {
    async.using(fn() => ({open: true}), fn(client) => { throw "the connection broke"; },
                fn(client) => { nonlocal closed; closed = closed + 1; });
} except (e) {
    print("closed after:", e.message);
}

result = {made: len(made), most_at_once: most, failed: len(collections.filter(outcomes, fn(o) => typeof(o) != "string")),
          closed: closed};
