// An error with its line: run it, then follow the link in the output or look at the mark in the margin.
function average(values) {
    return sum(values) / len(values);
}

function report(groups) {
    lines = [];
    for (name in groups) {
        lines.append(name + ": " + str(average(groups[name])));
    }
    return lines;
}

// The last group is empty, so its average divides by zero.
groups = {north: [3, 5, 8], south: [2, 9], west: []};

result = report(groups);
