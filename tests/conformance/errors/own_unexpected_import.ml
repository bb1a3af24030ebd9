if (true) { import math; }
