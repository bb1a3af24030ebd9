// Asks for input, takes whatever comes, and asks again.
while (true) {
    print("got", input("Say something: "));
}
