// One function called with arguments. From a terminal:
//   latchkey run function_call.ml --call analyze --args '{"numbers": [10, 20, 30, 40, 50]}'
function analyze(numbers) {
    if (len(numbers) == 0) {
        return {count: 0, sum: 0, average: null};
    }
    total = sum(numbers);
    return {count: len(numbers), sum: total, average: total / len(numbers)};
}

function median(numbers) {
    ordered = sorted(numbers);
    middle = len(ordered) // 2;
    if (len(ordered) % 2 == 1) { return ordered[middle]; }
    return (ordered[middle - 1] + ordered[middle]) / 2;
}

data = [10, 20, 30, 40, 50, 7];
print("analysis:", analyze(data));
print("median:", median(data));

result = analyze(data);
