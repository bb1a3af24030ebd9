import math.sqrt;
print(1);
