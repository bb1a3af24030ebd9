// Cleans up for ever once it is stopped.
try {
    while (true) {
        x = 1;
    }
} finally {
    while (true) {
        y = 1;
    }
}
