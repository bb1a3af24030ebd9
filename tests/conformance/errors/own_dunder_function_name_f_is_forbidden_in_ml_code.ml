function __f() { }
