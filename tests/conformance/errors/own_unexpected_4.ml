{ print(1); }
