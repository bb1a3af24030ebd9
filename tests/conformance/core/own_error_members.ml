try { throw "plain"; } except (e) { print(e, e.message, e.name, e.kind, e.line, e.column, e.data, e.nope, typeof(e), len(e), [e], repr(e), str(e), "" + e); }
try { throw {message: "m", code: 42, name: "mine", line: "L"}; } except (e) {
    print(e, e.message, e.code, e["code"], e.name, e.line, e.data, e.kind, e.column);
    try { e["nope"]; } except (g) { print(g.name, g); }
}
try { throw {code: 1}; } except (e) { print(e, e.code, e.message); }
try { throw 42; } except (e) { print(e, e.data, e.name); }
try { throw null; } except (e) { print(e, e.data); }
try { throw [1, "a"]; } except (e) { print(e, e.data); }
try { throw true; } except (e) { print(e, e.data); }
try { throw {message: 5}; } except (e) { print(e, e.message); }
try { throw {message: null}; } except (e) { print(e, e.message); }
try { throw {}; } except (e) { print(e, e.data); }
try { throw ""; } except (e) { print(repr(e), e); }
