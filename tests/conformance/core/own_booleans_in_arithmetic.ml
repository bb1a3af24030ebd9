print(true + true, true * 3, -true, true / 2, false - 1, true // 1, true % 2, 3 * true, "ab" * true, "ab" * -1, 2 * [1, 2], [1] * 0, true == 1, true < 2, 1 == 1.0, [true] == [1], {a: 1} == {a: 1.0});
