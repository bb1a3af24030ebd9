import math;
import math;
print(math.pi);
import math as m;
print(m.pi == math.pi);
