// Tables with other delimiters, quotes in odd places, rows of unequal length, and appending by name.
import csv;
import file;
cr = chr(13);
print(csv.read_string("a;b\n1;\"2;3\"\n", ";"), csv.read_string("a\tb\n1\t2", "\t", false));
print(csv.read_string("a,b\n1\n1,2,3\n\n \n", ","));
print(csv.read_string("x,\"y\"\"z\"" + cr + "\"q\"r,\"open", ",", false), csv.read_string("", ","), csv.read_string("\n\n", ",", false));
print(csv.read_string("a,a\n1,2"), csv.read_string("é,ü\n1,2", ","));
print(csv.write_string([[1, null, true, 1.5, "a,b", "q\"q", "l\nf", ""], [""], [], "alone"]));
print(csv.write_string([{a: 1, b: 2}, {b: 3, c: 4}, 5]), csv.write_string([{a: 1}, {b: 2}], ",", false), csv.write_string([]));
for (bad in ["", ",,", "\"", "\n"]) { try { csv.read_string("a", bad); } except (e) { print(e.name, e.message); } }
try { csv.write_string([{}]); } except (e) { print(e.message); }
file.write("own_table.csv", "name,age" + cr + "\n\"Smith, J\",30");
csv.append("own_table.csv", {age: 5, name: "B", extra: 1});
csv.append("own_table.csv", ["C", 7]);
csv.append("own_table.csv", "D");
print(csv.count_rows("own_table.csv"), csv.get_headers("own_table.csv"), file.read("own_table.csv").split("\n"));
file.write("own_table.csv", "");
csv.append("own_table.csv", {x: 1, y: null});
print(csv.count_rows("own_table.csv"), csv.get_headers("own_table.csv"), csv.read("own_table.csv"));
file.write("own_table.csv", chr(65279) + "a,b\n1,2");
print(csv.get_headers("own_table.csv"), csv.count_rows("own_table.csv"), csv.read("own_table.csv"));
file.write("own_table.csv", "ä;b\n1;2\n", "utf-16le");
print(csv.get_headers("own_table.csv", ";", "utf-16le"), csv.count_rows("own_table.csv", ";", "utf-16le"));
file.write("own_table.csv", "\"a\nb\",c\n\"1\n\n2\",3\n");
print(csv.get_headers("own_table.csv"), csv.count_rows("own_table.csv"));
file.write("own_table.csv", "é,b", "latin-1");
try { csv.count_rows("own_table.csv"); } except (e) { print(e.name, e.message); }
print(csv.get_headers("own_table.csv", ",", "latin-1"));
file.delete("own_table.csv");
