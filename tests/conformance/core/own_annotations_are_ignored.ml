function f(a: number, b: string) { return a; }
print(f(1, 2));
g = fn(x: int) => x;
print(g("s"));
