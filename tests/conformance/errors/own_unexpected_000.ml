print(1_000);
