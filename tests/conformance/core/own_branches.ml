for (i in range(3)) {
    if (i == 1) { continue; } else {}
    print(i);
}
while (false) {}
if (0) {} elif (1) { print("e"); } else { print("n"); }
if (null) { print(1); } elif ("") { print(2); } else { print(3); }
