x = 7 // 2;
print(x);
