in = 3;
