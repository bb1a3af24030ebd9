import maths; print(maths.x);
