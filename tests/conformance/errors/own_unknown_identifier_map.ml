print(map);
