a = 5;
{a: 1}.b = 3;
[a][0] = 4;
print(a);
