print(print, len, fn(x) => x, [print, fn() => 1]);
function foo() {}
print(foo, [foo], str(foo), {f: foo});
import math;
print(math, [math], math.sqrt);
print(iter([1]), [iter([1])]);
print(builtin, builtin.len([1, 2]), typeof(builtin));
b = builtin.print;
b("hi");
