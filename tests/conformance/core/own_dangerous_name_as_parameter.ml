function f(globals) { return globals; }
print(f(1));
