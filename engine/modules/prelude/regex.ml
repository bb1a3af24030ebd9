// Substitution by a function of the script: all matches are found first, then the function is called for each.

function __substitute(text, matches, replace, counted) {
    parts = [];
    end = 0;
    for (m in matches) {
        parts.append(__between(text, end, m));
        parts.append(__replacement(replace(m)));
        end = m;
    }
    parts.append(__between(text, end, null));
    joined = "".join(parts);
    if (counted) { return {result: joined, count: len(matches)}; }
    return joined;
}
