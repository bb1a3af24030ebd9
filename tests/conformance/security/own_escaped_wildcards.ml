// grants: file.read:./data/\[a\]\*.txt
// setup: dir data; file data/[a]*.txt star; file data/ab.txt other
import file;
print(file.read("data/[a]*.txt"));
file.read("data/ab.txt");
