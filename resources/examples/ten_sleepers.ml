// Ten sleepers at once: run this file ten times (F5, F5, ...). Every run waits five seconds and none holds a thread,
// so all of them finish together and other scripts run as if nothing were there.
import async;
import progress;

seconds = 5;
for (tick in range(seconds * 10)) {
    progress.report(tick, seconds * 10, "asleep for " + str((seconds * 10 - tick) / 10) + " s more");
    async.sleep(0.1);
}
progress.report(seconds * 10, seconds * 10, "awake");

print("slept", seconds, "seconds without holding a thread");
result = seconds;
