x = 5;
try { x(1); } except (e) { print(e); }
try { null(); } except (e) { print(e); }
try { "a"(); } except (e) { print(e); }
try { [1][0](); } except (e) { print(e); }
try { ({a: 1}).a(); } except (e) { print(e); }
try { ({a: null}).a(); } except (e) { print(e); }
try { ({}).nope(); } except (e) { print(e); }
try { [].push(1); } except (e) { print(e); }
try { (5).foo(); } except (e) { print(e); }
try { null.foo(); } except (e) { print(e); }
try { "a".foo(); } except (e) { print(e); }
try { true.x(); } except (e) { print(e); }
try { (fn() => 1).x(); } except (e) { print(e); }
try { print.x(); } except (e) { print(e); }
