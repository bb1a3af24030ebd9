// grants: path.read:./data/, file.read:./data/deep/**
// setup: dir data; dir data/deep; file data/a.txt a; file data/deep/b.txt b; file data/.hidden h
import path;
import file;
print(path.listDir("data"), path.listDir("data/deep"), path.walk("data"));
print(file.read("data/deep/b.txt"), hasCapability("file.read:data/a.txt"), hasCapability("path.read:data"));
file.read("data/a.txt");
