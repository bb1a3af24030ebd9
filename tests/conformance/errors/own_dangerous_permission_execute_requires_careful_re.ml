capability X { allow execute; }
