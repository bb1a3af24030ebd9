inf = 1e400;
nan = inf - inf;
print(inf // 2, 5 // inf, -5 // inf, 5 % inf, -5 % inf, inf % 2, nan == nan, nan < 1, nan != nan, [nan] == [nan], nan > nan, -0.0 // 1, 7.5 // 2, -7 // 2, 0.0 == -0.0, 1e308 * 10, -1e308 * 10);
a = [nan];
print(a == a, a == [nan], a.count(nan), {a: nan} == {a: nan}, min(nan, 1), max(nan, 1), sorted([3, nan, 1]));
