// The functions of `functional` that call functions of the script, now or through the functions they make.

// ---- functions from functions ---------------------------------------------------------------------------------------

function inOrder(steps) {
    return fn(value) => {
        for (step in steps) { value = step(value); }
        return value;
    };
}

function compose(steps) { return inOrder(reversed(steps)); }
function composeAll(steps) { return inOrder(reversed(steps)); }
function pipe(steps) { return inOrder(steps); }
function pipeAll(steps) { return inOrder(steps.copy()); }

function collecting(target, arity, given) {
    return __variadic(fn(more) => {
        all = given + more;
        if (len(all) >= arity) { return __apply(target, all[:arity]); }
        return collecting(target, arity, all);
    });
}

function curry(target, arity) {
    if (arity == null) { arity = __arity(target); }
    return collecting(target, max(arity, 0), []);
}

function curry2(target) { return fn(first) => fn(second) => target(first, second); }

function partial(target, given) { return __variadic(fn(more) => __apply(target, given + more)); }

function constant(value) { return fn() => value; }

function memoize(target) {
    known = {};
    return __variadic(fn(given) => {
        leaf = __memoLeaf(known, given);
        if (leaf == null) { return __apply(target, given); }
        if (len(leaf) == 0) {
            value = __apply(target, given);
            leaf["value"] = value;
        }
        return leaf["value"];
    });
}

function ifElse(test, whenTrue, whenFalse) {
    return fn(value) => {
        if (test(value)) { return whenTrue(value); }
        return whenFalse(value);
    };
}

function cond(pairs) {
    return fn(value) => {
        for (pair in pairs) {
            if (pair[0](value)) { return pair[1](value); }
        }
        return null;
    };
}

function juxt(targets) {
    return fn(value) => {
        results = [];
        for (target in targets) { results.append(target(value)); }
        return results;
    };
}

// ---- over iterables --------------------------------------------------------------------------------------------------

function map(change, items) {
    changed = [];
    for (item in items) { changed.append(change(item)); }
    return changed;
}

function filter(test, items) {
    kept = [];
    if (test == null) {
        for (item in items) {
            if (item) { kept.append(item); }
        }
        return kept;
    }
    for (item in items) {
        if (test(item)) { kept.append(item); }
    }
    return kept;
}

function reduce(combine, items, initial) {
    isFirst = initial == null;
    value = initial;
    for (item in items) {
        if (isFirst) {
            value = item;
            isFirst = false;
        } else {
            value = combine(value, item);
        }
    }
    if (isFirst) { __raiseEmptyReduce(); }
    return value;
}

function forEach(action, items) {
    for (item in items) { action(item); }
    return null;
}

function find(test, items) {
    for (item in items) {
        if (test(item)) { return item; }
    }
    return null;
}

function some(test, items) {
    for (item in items) {
        if (test(item)) { return true; }
    }
    return false;
}

function every(test, items) {
    for (item in items) {
        if (!test(item)) { return false; }
    }
    return true;
}

function zipWith(combine, first, second) {
    results = [];
    for (pair in zip(first, second)) { results.append(combine(pair[0], pair[1])); }
    return results;
}

function takeWhile(test, items) {
    taken = [];
    for (item in items) {
        if (!test(item)) { return taken; }
        taken.append(item);
    }
    return taken;
}

function groupBy(key, items) {
    groups = {};
    for (item in items) {
        name = key(item);
        group = __lookup(groups, name);
        if (group == null) {
            group = [];
            groups[name] = group;
        }
        group.append(item);
    }
    return groups;
}

function partition(test, items) {
    matching = [];
    others = [];
    for (item in items) {
        if (test(item)) { matching.append(item); } else { others.append(item); }
    }
    return [matching, others];
}

function times(count, make) {
    results = [];
    i = 0;
    while (i < count) {
        results.append(make(i));
        i = i + 1;
    }
    return results;
}
