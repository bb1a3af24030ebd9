// show never parks and gives null; wrong options are errors.
import show;
import async;
print(show.value({a: 1}, "first"), show.text("# hi", {format: "markdown"}));
show.table([{a: 1, b: 2}, {a: 3, b: 4}], {title: "t"});
show.table([[1, 2], [3]], {columns: ["x", "y"]});
show.plot([1, 2, 3], {kind: "bar", title: "p", log_y: true});
show.plot([[1, 2], {x: 1, y: 2}, 3]);
show.value(async.lock());
try { show.table([1]); } except (e) { print(e.name, e); }
try { show.plot(["a"]); } except (e) { print(e.name, e); }
try { show.plot([1], {kind: "pie"}); } except (e) { print(e.name, e); }
try { show.table([], {color: 1}); } except (e) { print(e.name, e); }
try { show.text(5); } except (e) { print(e.name, e); }
try { show.table({a: 1}); } except (e) { print(e.name, e); }
