// grants: file.delete:./data/link, file.read:./data/*
// setup: dir data; dir other; file other/kept.txt kept; link data/link ../other/kept.txt
import file;
print(file.delete("data/link"));
print(file.exists("other/kept.txt"));
