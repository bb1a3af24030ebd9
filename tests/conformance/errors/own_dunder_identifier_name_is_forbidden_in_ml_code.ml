print(__name__); __foo();
