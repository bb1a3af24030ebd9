s = "eval(1) open ( os.system( __class__";
print(s);
