// Calls itself without end, and begins again when that ends with an error.
function down(n) {
    return down(n + 1) + 1;
}
while (true) {
    try {
        down(0);
    } except (e) {
        print("came up again");
    }
}
