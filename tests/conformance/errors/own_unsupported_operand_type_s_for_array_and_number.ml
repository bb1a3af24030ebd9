if (true) // note
{ // note
  print(1); // n
} // end
else // note
{ }
function f(a // note
, b // note
) // note
{ return // note
 a; }
print(f(1, // x
2));
o = {a // note
: 1, "b" // note
: 2};
print(o . // note
a);
for (x // note
in [1] // 1
) { print(x); }
