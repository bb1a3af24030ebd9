// An endless loop to stop: press Shift+F5, or Escape twice. No `except` can swallow a stop, but `finally` runs.
count = 0;
try {
    while (true) {
        try {
            count = count + 1;
        } except (e) {
            print("this never prints");
        }
    }
} finally {
    print("stopped after", count, "turns; cleaning up");
}
