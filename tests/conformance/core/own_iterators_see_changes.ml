a = [1, 2, 3];
it = iter(a);
a.clear();
print(next(it, "end"));
s = "abc";
it = iter(s);
s = "x";
print(next(it));
o = {a: 1, b: 2};
it = iter(o);
next(it);
o.c = 3;
try { print(next(it)); } except (e) { print(e.name, e); }
try { print(next(it, "d")); } except (e) { print(e.name, e); }
