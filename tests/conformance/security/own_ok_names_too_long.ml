// grants: file, env, path
// A text of megabytes names nothing, whatever is granted.
import file;
import env;
import path;
for (action in [fn() => file.read("x" * 5000000), fn() => env.get("X" * 5000000), fn() => path.listDir("x/" * 3000000)]) {
    try { action(); print("went through"); } except (e) { print(e.name, e.message[:16]); }
}
try { file.read("x" * 300); } except (e) { print(e.name, e.message[:18]); }
