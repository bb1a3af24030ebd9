import collections;
b = [1, 2, 3];
print(collections.map(b, fn(x) => {
    if (len(b) < 6) { b.append(x + 10); }
    return x;
}), b);
b = [1, 2, 3, 4];
print(collections.filter(b, fn(x) => {
    b.pop();
    return true;
}), b);
o = {a: 1};
a = [1, 2, 3];
for (x in a) { a.clear(); }
print(a);
a = [1, 2, 3];
for (x in a) {
    a.insert(0, 9);
    if (len(a) > 6) { break; }
}
print(a);
