x = as;
