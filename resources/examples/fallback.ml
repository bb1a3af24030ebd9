// A fallback after a timeout: the precise model gets 100 ms, then the quick one answers. The slow attempt is really
// stopped, it does not go on behind the scenes.
import async;
import collections;

log = [];

function preciseModel(x) {
    try {
        async.sleep(x > 5 ? 3 : 0.01);           // hard questions take too long
        return {model: "precise", value: x * x};
    } finally {
        log.append("precise model left for " + str(x));
    }
}

function quickModel(x) {
    return {model: "quick", value: round(x) * round(x)};
}

function answer(x) {
    return async.fallback([fn() => preciseModel(x), fn() => quickModel(x)], {timeout: 0.1});
}

answers = async.map(answer, [2, 9, 4]);
for (one in answers) { print(one.model, "->", one.value); }
result = {models: collections.map(answers, fn(a) => a.model), values: collections.map(answers, fn(a) => a.value), left: len(log)};
