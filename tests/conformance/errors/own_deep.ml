function f() { throw {message: "deep", code: 3}; } function g() { f(); } g();
