for (op in [fn() => 1 / 0, fn() => 1.0 / 0, fn() => 1 // 0, fn() => 1 % 0, fn() => 1.0 // 0, fn() => 1.0 % 0, fn() => 1 / 0.0, fn() => true / false, fn() => 1 // 0.0, fn() => 5 % 0.0]) {
    try { print(op()); } except (e) { print(e.name, e, e.kind); }
}
