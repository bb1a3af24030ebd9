a = [1, 2, 3];
n = 0;
for (x in a) {
    n = n + 1;
    if (n < 4) { a.append(x * 10); }
}
print(a, x);
a = [1, 2, 3, 4];
for (x in a) {
    if (x == 2) { a.remove(2); }
    print(x);
}
o = {a: 1, b: 2};
try {
    for (k in o) { o[k + "x"] = 1; }
} except (e) { print(e.name, e); }
print(o);
o = {a: 1, b: 2, c: 3};
try {
    for (k in o) { o.pop(k); }
} except (e) { print(e); }
print(o);
for (k in o) { o[k] = 5; }
print(o);
o = {a: 1};
try {
    for (k in o) {
        o.pop(k);
        o[k + "z"] = 1;
    }
} except (e) { print(e); }
print(o, "same size");
for (c in "aé😀") { print(c); }
for (x in []) {}
try { print(unset_); } except (e) { print(e); }
for (unset_ in []) {}
it = iter([1, 2, 3]);
for (x in it) {
    print(x);
    if (x == 2) { break; }
}
for (x in it) { print("rest", x); }
for (v in [5, null, true, fn() => 1]) {
    try {
        for (x in v) {}
    } except (e) { print(e.name, e); }
}
for (i in range(3)) {
    i = i * 10;
    print(i);
}
print(i);
