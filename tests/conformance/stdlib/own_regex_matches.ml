// Groups, names, flags, templates and functions of replacement, also where nothing is.
import regex;
p = regex.compile("(?P<year>\\d{4})-(?P<month>\\d\\d)(-(?P<day>\\d\\d))?");
m = p.search("on 2024-05 and 2023-01-02");
print(m.group(), m.group("year"), m.group("day"), m.groups(), m.groupDict("none"), m.lastGroup());
print(m.span(), m.span("month"), m.span(3), m.start("day"), m.end(0), m.group(9), m.group(1.5));
for (x in p.finditer("2024-05 2023-01-02")) { print(x.toString(), x.groupCount()); }
print(p.sub("\\g<month>/\\g<year>", "2024-05, 2023-01-02"), p.subn(fn(x) => x.group("day"), "2024-05 2023-01-02"));
print(regex.findall("a|(b)", "abab"), regex.findall("(a)(b)?", "aab"), regex.split("(,)|;", "a,b;c"));
print(regex.split("\\s*", "a b"), regex.split(",", "a,b,c", 1), regex.split(",", "a,b,c", -1), regex.split(",", ""));
print(regex.sub("", "-", "ab"), regex.sub("b*", "-", "abc"), regex.sub("a", "x", "aaa", 2), regex.sub("a", "x", "aaa", -1));
print(regex.search("\\B", ""), regex.match("b", "ab"), regex.fullmatch("a", "ab"), regex.match("(?m)^b", "a\nb"));
print(p.search("x2024-05", 1).span(), p.search("2024-05", 1), p.match("x2024-05", 1).span(), p.fullmatch("x2024-05y", 1, 8) != null);
print(regex.compile("A.b", regex.IGNORECASE() + regex.DOTALL()).toString(), regex.compile("a", 2).getFlags());
