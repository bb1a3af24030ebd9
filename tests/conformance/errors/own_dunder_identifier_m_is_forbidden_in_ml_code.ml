import math as __m;
