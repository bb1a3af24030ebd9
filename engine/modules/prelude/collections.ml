// The functions of `collections` that call functions of the script.

function filter(items, test) {
    kept = [];
    for (item in items) {
        if (test(item)) { kept.append(item); }
    }
    return kept;
}

function map(items, change) {
    changed = [];
    for (item in items) { changed.append(change(item)); }
    return changed;
}

function find(items, test) {
    for (item in items) {
        if (test(item)) { return item; }
    }
    return null;
}

function reduce(items, combine, initial) {
    for (item in items) { initial = combine(initial, item); }
    return initial;
}

function sortBy(items, key, reverse) {
    values = [];
    keys = [];
    for (item in items) {
        values.append(item);
        keys.append(key(item));
    }
    return __orderBy(values, keys, reverse);
}

function every(items, test) {
    for (item in items) {
        if (!test(item)) { return false; }
    }
    return true;
}

function some(items, test) {
    for (item in items) {
        if (test(item)) { return true; }
    }
    return false;
}
