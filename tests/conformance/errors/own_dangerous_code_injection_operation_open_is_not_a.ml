x = open("a"); y = exit();
