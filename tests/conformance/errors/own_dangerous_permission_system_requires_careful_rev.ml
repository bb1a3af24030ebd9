capability X { allow system "*"; allow network "x"; }
