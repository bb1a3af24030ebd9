import a.b.c; print(a);
