// Its progress falls, its total grows, shrinks and is nonsense.
import progress;
i = 0;
while (true) {
    i = i + 1;
    progress.report(100 - i % 100, 100, "backwards " + i);
    progress.report(i, i % 7 - 3, "of a total that is none");
    progress.report(-i, 1e308, "before the beginning");
}
