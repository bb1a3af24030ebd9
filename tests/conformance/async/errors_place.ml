// An error that the library raises is reported where the script called it.
import async;
x = 1;
async.timeout(1, fn() => async.sleep(2));
