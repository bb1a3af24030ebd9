import sys as s;
