// Values appear one by one and are handled in batches: a stream makes them only as they are wanted, `batches` hands on
// up to 32 at a time, and the last, shorter batch is flushed at the end.
import async;
import collections;

function readings(emit) {
    for (i in range(100)) {
        if (i % 10 == 0) { async.sleep(0.001); } // the source is slow now and then
        emit({id: i, value: (i * 37) % 101});
    }
}

function predict(batch) {
    return collections.map(batch, fn(reading) => ({id: reading.id, alarm: reading.value > 90}));
}

rows = [];
sizes = [];
for (batch in async.batches(async.stream(readings), 32)) {
    sizes.append(len(batch));
    for (row in predict(batch)) { rows.append(row); }
    print("batch", len(sizes), "of", len(batch), "- so far", len(rows), "rows");
}
result = {rows: len(rows), batches: sizes, alarms: len(collections.filter(rows, fn(row) => row.alarm))};
