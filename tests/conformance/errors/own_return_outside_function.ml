if (1) { return; }
