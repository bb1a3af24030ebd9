// Context variables: open Inputs in the tool bar. Each key of that JSON object is a variable of the script; this
// example comes with {"x": 10, "y": 20}. From a terminal:
//   latchkey run context_variables.ml --context '{"x": 10, "y": 20}'
print(x, "+", y, "=", x + y);
print(x, "*", y, "=", x * y);

larger = x > y ? x : y;
print("the larger one is", larger);

result = {x: x, y: y, sum: x + y, product: x * y, larger: larger};
