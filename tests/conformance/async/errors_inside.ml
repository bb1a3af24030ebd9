// Errors point into the script, not into the library.
import async;
function inner() {
    x = [1];
    return x[4];
}
try { async.gather([inner]); } except (e) { print(e.line, e.column); }
try { async.spawn(inner, 1); } except (e) { print(e.line, e); }
try { async.sleep(-1); } except (e) { print(e.line, e.name, e); }
try { async.spawn(5); } except (e) { print(e.line, e.name, e); }
