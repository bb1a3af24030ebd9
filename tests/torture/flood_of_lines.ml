// Prints as fast as it can, for ever.
i = 0;
while (true) {
    i = i + 1;
    print("line", i, "of a flood that does not end");
}
