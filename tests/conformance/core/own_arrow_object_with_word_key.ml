f = fn(x) => {if: x};
print(f(3));
