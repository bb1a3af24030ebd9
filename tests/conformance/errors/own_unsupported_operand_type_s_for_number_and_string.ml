n = 3; s = "v"; print("a" + 1 + 2, 1 + 2 + "a", ("a") + null, "x" + true, "" + [1, "b"], true + "", n + ("" + s), "a" + (fn(x) => x));
print(n + s + "!");
