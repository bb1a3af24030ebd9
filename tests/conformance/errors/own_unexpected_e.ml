print(1e);
