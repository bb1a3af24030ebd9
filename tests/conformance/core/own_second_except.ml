try { throw "a"; } except (e) { print(1); } except (f) { print(2); }
