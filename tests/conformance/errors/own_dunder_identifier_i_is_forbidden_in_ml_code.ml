for (__i in [1]) { }
