// Sums and loops: the usual shapes, and a result to look at in the Result pane.
numbers = range(1, 101);

total = 0;
for (n in numbers) {
    total = total + n;
}

squares = [];
for (n in numbers) {
    if (n % 2 == 0) {
        squares.append(n * n);
    }
}

function factorial(n) {
    if (n <= 1) { return 1; }
    return n * factorial(n - 1);
}

print("sum of 1 to 100:", total, "and by built-in:", sum(numbers));
print("even squares:", squares[:5], "... up to", max(squares));
print("30! =", factorial(30));

result = {sum: total, evenSquares: squares, factorials: {ten: factorial(10), thirty: factorial(30)}};
