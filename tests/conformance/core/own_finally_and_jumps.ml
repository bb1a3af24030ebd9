try {
    try { x = 1 / 0; } except (e) { throw e; }
} except (f) { print(f, f.line, f.column, f.name); }
try {
    try { throw "a"; } finally { throw "b"; }
} except (e) { print(e); }
try {
    try { throw "a"; } except (e) { throw {message: "outer", cause: e}; }
} except (g) { print(g, g.cause, g.data); }
function f() {
    try { return 1; } finally { return 2; }
}
print(f());
function g() {
    x = 1;
    try { return x; } finally { x = 2; }
}
print(g());
function h() {
    for (i in range(5)) {
        try {
            if (i == 2) { break; }
            continue;
        } finally { print("fin", i); }
    }
    return i;
}
print(h());
function k() {
    while (true) {
        try { return "r"; } finally { break; }
    }
    return "after";
}
print(k());
function l() {
    for (i in range(3)) {
        try { throw "x"; } finally { continue; }
    }
    return "l";
}
print(l());
function m() {
    try { throw "lost"; } finally { return "m"; }
}
print(m());
try { print(1); }
try {} finally { print("f"); }
e = 5;
try { throw "x"; } except (e) {}
print(e);
try { throw "y"; } except { print("no var"); } finally { print("fin"); }
try {} except (q) {}
try { print(q); } except (z) { print(z); }
