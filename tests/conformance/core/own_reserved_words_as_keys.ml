o = {if: 1, in: 2, fn: 3, true: 4, null: 5, while: 6};
print(o, o.if, o.in, o.true, o.null);
o.else = 3;
print(o.else);
