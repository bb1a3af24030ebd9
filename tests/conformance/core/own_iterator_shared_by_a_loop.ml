it = iter([1, 2, 3]);
a = [it, it];
for (x in it) { print(x, next(it, "none")); }
