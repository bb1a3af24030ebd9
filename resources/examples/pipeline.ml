// A pipeline in four stages that work at the same time: load, preprocess, predict, save. Queues of bounded length join
// them, so that a slow stage holds the ones before it back instead of filling the memory.
import async;
import collections;
import progress;

items = 60;
loaded = async.queue(8);
ready = async.queue(8);
predicted = async.queue(8);
saved = [];

function load() {
    for (i in range(items)) {
        async.sleep(0.002);                      // reading, say
        loaded.put({id: i, raw: [i, i + 1, i + 2]});
    }
    loaded.close();
}

function preprocess() {
    for (item in loaded) {
        ready.put({id: item.id, mean: sum(item.raw) / len(item.raw)});
    }
    ready.close();
}

// Predicting is the slow part: three workers share the queue.
function predict() {
    function worker() {
        for (item in ready) {
            async.sleep(0.005);
            predicted.put({id: item.id, label: item.mean > 30 ? "high" : "low"});
        }
    }
    async.gather([worker, worker, worker]);
    predicted.close();
}

function save() {
    for (item in predicted) {
        saved.append(item);
        progress.report(len(saved), items, "saved");
    }
}

async.measure("pipeline", fn() => async.gather([load, preprocess, predict, save]));
seconds = async.measures().pipeline.total;
print(len(saved), "items in", round(seconds, 2), "s:", round(len(saved) / seconds), "items/s");

result = {saved: len(saved), high: len(collections.filter(saved, fn(item) => item.label == "high"))};
