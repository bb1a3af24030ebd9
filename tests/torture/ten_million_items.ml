// A list of ten million numbers, which is worked through again and again.
items = range(10000000);
result = items;
while (true) {
    total = 0;
    for (item in items) {
        total = total + item;
    }
}
