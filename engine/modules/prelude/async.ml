// The functions of `async` that call functions of the script. Tasks are started, watched and stopped by the natives of
// engine/modules/async; `finally` blocks here are what keeps a task from outliving the call that started it.

// ---- starting and ending ----------------------------------------------------------------------------------------

function __start(f, given) { return __apply(f, given); }

// Cancels what still lives of `tasks` and waits until it has tidied up.
function __stopAll(tasks) {
    if (__cancel(tasks) > 0) { for (task in __ending(tasks)) { } }
}

function gather(list, options) {
    chosen = __options("async.gather", options, {return_errors: false});
    return __collect(__tasks("gather", list), chosen.return_errors);
}

function __collect(tasks, keepErrors) {
    try {
        for (task in __ending(tasks)) {
            if (!keepErrors && task.state != "done") { task.wait(); }
        }
        return __outcomes(tasks);
    } finally { __stopAll(tasks); }
}

function __elements(items) {
    if (typeof(items) == "array") { return items.copy(); }
    list = [];
    for (item in items) { list.append(item); }
    return list;
}

function map(f, items, options) {
    chosen = __options("async.map", options, {limit: 64, return_errors: false});
    if (chosen.limit < 1) { throw __error("value_error", "async.map: the limit must be at least 1"); }
    list = __elements(items);
    count = len(list);
    results = __nulls(count);
    position = 0;
    keepErrors = chosen.return_errors;
    worker = fn() => {
        nonlocal position;
        while (position < count) {
            at = position;
            position = at + 1;
            if (keepErrors) {
                try { results[at] = f(list[at]); } except (error) { results[at] = error; }
            } else { results[at] = f(list[at]); }
        }
    };
    tasks = [];
    for (i in range(min(count, int(chosen.limit)))) { tasks.append(__spawn(worker)); }
    __collect(tasks, false);
    return results;
}

function race(list) {
    tasks = __tasks("race", list);
    if (len(tasks) == 0) { throw __error("value_error", "async.race: the list is empty"); }
    try {
        for (task in __ending(tasks)) { return task.wait(); }
    } finally { __stopAll(tasks); }
}

function any(list) {
    tasks = __tasks("any", list);
    if (len(tasks) == 0) { throw __error("value_error", "async.any: the list is empty"); }
    errors = [];
    try {
        for (task in __ending(tasks)) {
            if (task.state == "done") { return task.wait(); }
            errors.append(__errorOf(task));
        }
    } finally { __stopAll(tasks); }
    throw __groupError("all " + str(len(errors)) + " tasks failed, first: " + str(errors[0]), errors);
}

function timeout(seconds, f) {
    if (!(seconds >= 0)) { throw __error("value_error", "async.timeout: the time must not be negative"); }
    task = __spawn(f);
    try { return task.wait(seconds); } finally { __stopAll([task]); }
}

// ---- trying again -----------------------------------------------------------------------------------------------

function __mayRetry(on, error) {
    if (on == null) { return true; }
    if (typeof(on) == "function") { return on(error); }
    for (name in on) { if (error.name == name) { return true; } }
    return false;
}

function retry(f, options) {
    chosen = __options("async.retry", options,
                       {attempts: 3, delay: 0.1, factor: 2, max_delay: 30, jitter: 0.1, on: null});
    if (chosen.attempts < 1) { throw __error("value_error", "async.retry: attempts must be at least 1"); }
    pause = chosen.delay;
    attempt = 1;
    while (true) {
        try { return f(); } except (error) {
            if (attempt >= chosen.attempts || !__mayRetry(chosen.on, error)) { throw __withAttempts(error, attempt); }
        }
        pause = min(pause, chosen.max_delay);
        __sleep(max(0, pause * (1 + chosen.jitter * __jitter())));
        pause = pause * chosen.factor;
        attempt = attempt + 1;
    }
}

function fallback(functions, options) {
    chosen = __options("async.fallback", options, {timeout: null});
    last = len(functions) - 1;
    if (last < 0) { throw __error("value_error", "async.fallback: the list is empty"); }
    for (i in range(last)) {
        try {
            if (chosen.timeout == null) { return functions[i](); }
            return timeout(chosen.timeout, functions[i]);
        } except (error) { }
    }
    return functions[last]();
}

// ---- groups -----------------------------------------------------------------------------------------------------

function group(f, options) {
    chosen = __options("async.group", options, {collect: false});
    members = __group();
    parts = __groupTasks(members);
    body = members.spawn(f, members);
    errors = [];
    try {
        for (task in parts[0]) {
            if (task.state == "failed") {
                errors.append(task.error);
                if (!chosen.collect) {
                    __groupClose(members);
                    __cancel(parts[1]);
                }
            }
        }
    } finally {
        __groupClose(members);
        __stopAll(parts[1]);
    }
    if (len(errors) == 1) { throw errors[0]; }
    if (len(errors) > 1) {
        throw __groupError(str(len(errors)) + " tasks failed, first: " + str(errors[0]), errors);
    }
    return body.wait();
}

// ---- holding and letting go -------------------------------------------------------------------------------------

function __holdWhile(semaphore, f) {
    semaphore.acquire();
    try { return f(); } finally { semaphore.release(); }
}

function __runWith(variable, value, f) {
    before = variable.get();
    variable.set(value);
    try { return f(); } finally { variable.set(before); }
}

function using(open, f, close) {
    resource = open();
    try { return f(resource); } finally { close(resource); }
}

function pool(make, n) {
    if (n < 1) { throw __error("value_error", "async.pool: the number must be at least 1"); }
    return __pool({make: make, size: n, gate: __semaphore(n), idle: [], made: 0, closed: false});
}

function __lend(state) {
    if (len(state.idle) > 0) { return state.idle.pop(); }
    number = state.made;
    state.made = number + 1;
    try { return state.make(number); } except (error) {
        state.made = state.made - 1;
        throw error;
    }
}

function __poolWith(pool, f) {
    state = __poolState(pool);
    state.gate.acquire();
    try {
        if (state.closed) { throw __error("closed_error", "the pool is closed"); }
        resource = __lend(state);
        try { return f(resource); } finally { state.idle.append(resource); }
    } finally { state.gate.release(); }
}

function __poolClose(pool, f) {
    state = __poolState(pool);
    if (state.closed) { return null; }
    state.closed = true;
    held = 0;
    try {
        while (held < state.size) {
            state.gate.acquire();
            held = held + 1;
        }
        while (len(state.idle) > 0) { f(state.idle.pop()); }
    } finally { for (i in range(held)) { state.gate.release(); } }
}

// ---- streams ----------------------------------------------------------------------------------------------------

function __produce(stream, f, emit) {
    try { f(emit); } except (error) { __failStream(stream, error); }
}

function batches(iterable, n) {
    if (n < 1) { throw __error("value_error", "async.batches: the size must be at least 1"); }
    return __stream(fn(emit) => {
        batch = [];
        for (item in iterable) {
            batch.append(item);
            if (len(batch) == n) {
                emit(batch);
                batch = [];
            }
        }
        if (len(batch) > 0) { emit(batch); }
    });
}

// ---- measuring --------------------------------------------------------------------------------------------------

function measure(name, f) {
    begin = __now();
    failed = true;
    try {
        value = f();
        failed = false;
        return value;
    } finally { __measured(name, __now() - begin, failed); }
}
