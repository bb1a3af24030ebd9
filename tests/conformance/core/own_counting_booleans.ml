print([1, true, 1.0].count(1), [true, 1].index(true), [0, false].remove(false), {a: true} == {a: 1});
