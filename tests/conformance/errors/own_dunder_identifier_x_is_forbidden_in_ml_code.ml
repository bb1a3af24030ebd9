import __x; 
