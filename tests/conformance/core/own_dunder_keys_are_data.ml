x = {__proto__: 1, "__y": 2};
print(x, x["__y"]);
