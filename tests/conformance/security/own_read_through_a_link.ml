// grants: file.read:./data/*
// setup: dir data; dir other; file other/kept.txt kept; link data/link ../other/kept.txt
import file;
try { file.read("data/link"); } except (e) { print("never printed to the end"); throw e; }
