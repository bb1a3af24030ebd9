// Wants ten thousand files, all at the same time.
import async;
import file;
texts = async.map(fn(i) => file.read("/srv/notes/" + i + ".txt"), range(10000));
result = texts;
