// The functions of `path` that go through whole trees: level by level, each level one piece of work on the pool for
// files, so that a folder no grant covers is left out before it is looked into.

function covered(root, folders) {
    kept = [];
    for (folder in folders) {
        if (__mayList(root, folder)) { kept.append(folder); }
    }
    return kept;
}

function walk(start, maxDepth) {
    root = __resource();
    if (maxDepth == null) { maxDepth = -1; }
    found = [];
    level = [""];
    depth = 0;
    while (len(level) > 0) {
        [files, folders] = __listLevel(root, level);
        found.extend(files);
        level = maxDepth < 0 || depth < maxDepth ? covered(root, folders) : [];
        depth = depth + 1;
    }
    found.sort();
    return found;
}

// The folders themselves and all below them, hidden ones not.
function deepen(root, folders) {
    all = folders.copy();
    level = folders;
    while (len(level) > 0) {
        level = covered(root, __match(root, level, "*", true, false));
        all.extend(level);
    }
    return all;
}

function glob(pattern) {
    root = __resource();
    parts = __globParts(pattern);
    folders = [""];
    last = len(parts) - 1;
    for (i in range(len(parts))) {
        part = parts[i];
        if (part == "**") {
            folders = deepen(root, folders);
            if (i == last) { folders = folders + __match(root, folders, "*", false, true); }
        } else {
            folders = __match(root, folders, part, i < last, true);
            if (i < last) { folders = covered(root, folders); }
        }
    }
    return __absolutes(pattern, folders, root);
}
