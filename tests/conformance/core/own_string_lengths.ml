print(len("\r"), len("\u0041"), len("a\\"));
