try { } except (__e) { }
