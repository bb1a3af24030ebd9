// A flood of output: three million lines as fast as they come. The window stays smooth, the log keeps every line.
for (i in range(3000000)) {
    print("line", i, "of a flood");
}
result = "done";
