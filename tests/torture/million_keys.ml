// An object with a million keys that is rebuilt for ever.
while (true) {
    record = {};
    for (i in range(1000000)) {
        record["key" + i] = i;
    }
    result = record;
}
