print(len([1]));
len = fn(x) => "mine";
print(len([1]), call(len, 2));
function f(print) { return print + 1; }
print(f(2));
function g() {
    str = fn(x) => "s";
    return str(1) + "a" + 1;
}
print(g());
max = 5;
print(max + 1);
