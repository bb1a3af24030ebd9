x = "a\
b";
print(len(x), x);
