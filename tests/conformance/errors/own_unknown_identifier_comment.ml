print(1 // comment
, 2);
