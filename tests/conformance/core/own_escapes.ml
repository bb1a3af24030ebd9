print("a\nb\t\\\"\'\d\x41\r\q");
print('it\'s', "q\"q", 'a
b');
