f = fn() => { break; };
