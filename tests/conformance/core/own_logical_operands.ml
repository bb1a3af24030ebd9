print(0 || "x", null && f(), "" || [] || {} || 0 || "end", 1 && 2 && 3, !"", !!"a", null || false, false || null, [] && 1, ({}) || 5);
function f() {}
