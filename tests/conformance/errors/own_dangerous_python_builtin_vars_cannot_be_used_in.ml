print(vars);
