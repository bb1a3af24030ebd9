capability X {
    resource "a*";
    allow read "b";
    allow write;
}
print(hasCapability("X"));
