// Many CSV files at once: twenty of them are read together, one that is missing costs only its own row, the rows are
// scored and written. Waiting for the disk holds no thread. One answer for the folder is enough for all files.
import async;
import collections;
import csv;
import file;
import path;

folder = "latchkey-example";            // beside this script
path.createDir(folder);

// Something to read: twenty small files, the last of which is not there.
names = [];
for (i in range(20)) {
    name = "part-" + str(i) + ".csv";
    names.append(name);
    if (i < 19) {
        csv.write(path.join(folder, name), [{id: i * 10, score: i}, {id: i * 10 + 1, score: 2 * i}]);
    }
}

// At most five at a time; an error stands in the place of its file.
read = async.map(fn(name) => csv.read(path.join(folder, name)), names, {limit: 5, return_errors: true});

rows = [];
missing = [];
for (i in range(len(names))) {
    if (typeof(read[i]) == "array") {
        for (row in read[i]) { rows.append(row); }
    } else {
        missing.append(names[i]);
    }
}

// The "prediction": anything over 20 is high.
predictions = collections.map(rows, fn(row) => ({id: int(row.id), score: int(row.score), high: int(row.score) > 20}));
csv.write(path.join(folder, "predictions.csv"), predictions);

print("rows:", len(rows), "from", len(names) - len(missing), "files; missing:", len(missing));
path.removeDirRecursive(folder);
result = {files: len(names) - len(missing), rows: len(rows), missing: missing,
          high: len(collections.filter(predictions, fn(p) => p.high))};
