// The functions of `parallel` that call functions of the script. `__start` and `__chunk` run in child isolates, `map` in
// the script's own.

function __start(f, given) { return __apply(f, given); }

function __chunk(f, items, keepErrors) {
    results = [];
    for (item in items) {
        if (keepErrors) {
            try { results.append(f(item)); } except (error) { results.append(error); }
        } else { results.append(f(item)); }
    }
    return results;
}

// Eight parts a core: enough to even out, few enough that copying the function does not count.
function __partSize(chosen, count, limit) {
    if (chosen == null) { return max(1, (count + limit * 8 - 1) // (limit * 8)); }
    if (chosen < 1) { throw __error("value_error", "parallel.map: the chunk must be at least 1"); }
    return int(chosen);
}

function map(f, items, options) {
    chosen = __options("parallel.map", options, {limit: __cores(), chunk: null, return_errors: false});
    if (chosen.limit < 1) { throw __error("value_error", "parallel.map: the limit must be at least 1"); }
    list = __elements(items);
    count = len(list);
    limit = int(chosen.limit);
    size = __partSize(chosen.chunk, count, limit);
    results = __nulls(count);
    position = 0;
    keepErrors = chosen.return_errors;
    worker = fn() => {
        nonlocal position;
        while (position < count) {
            at = position;
            position = at + size;
            task = __callChunk(f, list[at:position], keepErrors);
            try {
                for (value in task.wait()) {
                    results[at] = value;
                    at = at + 1;
                }
            } finally { task.cancel(); }
        }
    };
    workers = [];
    for (i in range(min(limit, (count + size - 1) // size))) { workers.append(__spawn(worker)); }
    __collect(workers, false);
    return results;
}
