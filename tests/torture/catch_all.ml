// Catches everything and goes on.
while (true) {
    try {
        x = 1 / 0;
    } except (e) {
        x = 0;
    }
}
