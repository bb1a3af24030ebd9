x = 5;
print(x - 1, x - 1, x - -1, -x, --x, !x, x + -1);
