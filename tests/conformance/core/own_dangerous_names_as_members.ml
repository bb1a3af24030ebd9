o = {eval: fn(x) => x};
print(o.eval(3));
o.open = 1;
print(o.open);
