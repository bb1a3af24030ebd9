for (i in range(3)) {
    for (j in range(3)) {
        if (j == 1) { continue; }
        if (i == 1) { break; }
        print(i, j);
    }
}
n = 0;
while (true) {
    n = n + 1;
    if (n > 5) { break; }
    if (n % 2) { continue; }
    print(n);
}
