function g() { return {}; }
g().b = 1;
[1, 2][0] = 5;
(g()).x = 2;
