x = 5;
{y} = {y: x};
print(y);
[z] = [[1, 2]];
print(z);
{k} = {k: null};
print(k);
