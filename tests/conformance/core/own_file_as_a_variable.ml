file = 1;
print(file);
