// Prints a hundred million characters that go back to the beginning of their line a million times, again and again.
text = ("written over " * 7 + chr(13)) * 1000000;
while (true) {
    print(text);
}
