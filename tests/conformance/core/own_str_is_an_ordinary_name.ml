str = 5;
print("a" + str + 1);
