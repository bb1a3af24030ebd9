a = [1, 2, 3];
a.extend(a);
print(a);
a[1:2] = a;
print(a);
o = {a: 1};
o.update(o);
print(o);
a = [3, 1, 2];
a[a.index(1)] = a;
print(a, len(str(a)) < 100);
print(a == a, a.count(a));
b = [1];
b.append(b);
c = [1];
c.append(c);
try { print(b == c); } except (e) { print(e.name, e); }
try { b < c; } except (e) { print(e.name, e); }
print(b.index(1), sorted([[2], [1]]));
