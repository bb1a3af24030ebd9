x = fn(a, a) => a;
