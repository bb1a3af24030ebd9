import nope; print(nope.x);
