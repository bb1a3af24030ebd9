function t(n) {
    print(n);
    return n;
}
o = {};
a = [0, 0, 0];
function c() {
    print("c");
    return a;
}
function i() {
    print("i");
    return 1;
}
c()[i()] = t(5);
print(a);
x = t(1) + t(2) * t(3);
t(0) && t(1);
t(1) || t(2);
t(0) ? t(1) : t(2);
print([t(1), t(2)], {a: t(3), b: t(4)});
