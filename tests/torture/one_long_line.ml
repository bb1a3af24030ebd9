// A hundred million characters without a line end, once and then again.
line = "0123456789" * 10000000;
while (true) {
    print(line);
}
