x.eval("1");
