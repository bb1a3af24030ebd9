// Writing and reading a file after permission: what the script can ask for is listed before it begins, for one answer.
import file;

path = "notes.txt";

if (!file.exists(path)) {
    file.write(path, "first line\nsecond line\nthird line\n");
    print("made", path);
}

text = file.read(path);
lines = text.strip().split("\n");
print(path, "has", len(lines), "lines");

longest = "";
for (line in lines) {
    if (len(line) > len(longest)) { longest = line; }
}

result = {path: path, lines: lines, longest: longest};
