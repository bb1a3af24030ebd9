// Progress over a million items: the Runs pane shows the bar. Reporting is cheap, so every item may report.
import progress;

primes = 0;
largest = 0;
for (n in progress.track(range(1000000), "looking for primes")) {
    isPrime = n > 1;
    d = 2;
    while (d * d <= n && d < 30) {
        if (n % d == 0) {
            isPrime = false;
            break;
        }
        d = d + 1;
    }
    if (isPrime) {
        primes = primes + 1;
        largest = n;
    }
}

print(primes, "numbers below a million have no divisor below 30");
result = {candidates: primes, largest: largest};
