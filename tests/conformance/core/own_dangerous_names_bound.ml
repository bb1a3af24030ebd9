eval = 1;
print(eval);
exec = fn(x) => x;
print(exec(2));
license = 1;
print(license);
