undefined;
print(undefined, undefined == null);
undefined = 3;
print(undefined);
