print(12abc);
