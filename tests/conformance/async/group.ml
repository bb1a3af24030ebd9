import async;
function after(s, v) { async.sleep(s); return v; }
print(async.group(fn(g) => {
    a = g.spawn(after, 2, "a");
    g.spawn(fn() => { after(5, 0); print("waited for this one too"); });
    return a.wait();
}));
try {
    async.group(fn(g) => {
        g.spawn(fn() => { try { after(9, 0); } finally { print("sibling stopped"); } });
        g.spawn(fn() => { after(1, 0); throw "boom"; });
        try { async.sleep(50); } finally { print("body stopped"); }
    });
} except (e) { print(e.name, e); }
try {
    async.group(fn(g) => { g.spawn(fn() => { throw "one"; }); g.spawn(fn() => { after(1, 0); throw "two"; }); g.spawn(after, 2, "ok"); }, {collect: true});
} except (e) { print(e.name, e, len(e.errors), e.errors); }
try { async.group(fn(g) => { g.spawn(after, 9, 9); throw "body"; }); } except (e) { print(e); }
kept = null;
async.group(fn(g) => { nonlocal kept; kept = g; });
try { kept.spawn(after, 1, 1); } except (e) { print(e.name); }
try { async.group(fn(g) => { g.spawn(fn() => { throw "solo"; }); }, {collect: true}); } except (e) { print(e.name, e); }
print(async.group(fn(g) => async.group(fn(h) => h.spawn(after, 1, "nested").wait())));
