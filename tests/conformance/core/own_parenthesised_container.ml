a = [1];
(a)[0] = 2;
print(a);
