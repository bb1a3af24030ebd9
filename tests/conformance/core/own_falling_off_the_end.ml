function f() { return; }
print(f());
function g() {}
print(g());
print((fn() => null)());
fact = fn(n) => n <= 1 ? 1 : n * fact(n - 1);
print(fact(20), fact(25));
function even(n) { return n == 0 ? true : odd(n - 1); }
function odd(n) { return n == 0 ? false : even(n - 1); }
print(even(501));
