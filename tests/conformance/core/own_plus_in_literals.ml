print(+3, 2 + +3);
