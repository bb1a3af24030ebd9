resource = 1;
allow = 2;
read = 3;
write = 4;
print(resource, allow, read, write);
