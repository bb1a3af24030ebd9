// Sleeps for an hour in one call.
import async;
async.sleep(3600);
