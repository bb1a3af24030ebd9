// A regular expression that takes longer than anybody lives.
import regex;
text = "a" * 40 + "b";
while (true) {
    try {
        regex.match("(a+)+$", text);
    } except (e) {
        print(e.message);
    }
}
