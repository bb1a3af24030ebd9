// A tour of Latchkey in one minute: it prints, moves a bar, and asks for one permission.
import async;
import path;
import progress;

print("Hello. This script runs on its own; the window stays yours.");

// 1. Work that reports how far it is.
total = 0;
for (i in progress.track(range(200000), "adding numbers")) {
    total = total + i * i;
}
print("The sum of the first 200 000 squares is", total);

// 2. Waiting costs nothing: no thread is held while the script sleeps.
async.sleep(0.3);

// 3. Nothing outside the script is touched without your consent. Deny it if you like: the script goes on.
try {
    files = path.listDir(".");
    print("You allowed it:", len(files), "entries in this folder.");
} except (e) {
    print("Not allowed, and that is fine:", e.message);
}

result = {total: total, languages: ["ML"], finished: true};
