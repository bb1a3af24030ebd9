// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/topics.h"

#include <QtGlobal>

namespace latchkey::help {
namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("latchkey::help::HelpBook", text)

constexpr Topic kTopics[] = {
    {"values", WORDS("Values and types"),
     WORDS(
         "A value is a number, a string, `true` or `false`, `null`, an array, an object or a function. Variables have "
         "no "
         "type; values do, and `typeof` tells it.\n\nFalsy are `false`, `null`, `0`, the empty string, the empty array "
         "and the empty object; everything else is truthy."),
     "for (value in [42, 2.5, \"text\", true, null, [1, 2], {a: 1}]) {\n    print(typeof(value), value);\n}\n",
     "true false null"},
    {"numbers", WORDS("Numbers"),
     WORDS("Integers have as many digits as they need. `/` always gives a float, `%` has the sign of the divisor. "
           "Numbers "
           "with a point are floats.\n\nDividing by zero raises `zero_division`."),
     "print(7 / 2, 7 % 3, -7 % 3);\nprint(123456789 * 987654321 * 1000000007);\nprint(round(2.675, 2), abs(-3));\n",
     ""},
    {"strings", WORDS("Strings"),
     WORDS(
         "Strings stand in double or single quotes. A `+` beside a string literal joins whatever stands there; between "
         "variables both sides must be strings, and `str` makes one of any value.\n\nElements and slices work as with "
         "arrays, and strings never change: methods give new ones."),
     "name = \"Ada\";\nprint(\"Hello, \" + name + \"!\");\nprint(name.upper(), len(name), name[0], name[1:]);\n"
     "for (word in \"one two three\".split(\" \")) {\n    print(word);\n}\n",
     ""},
    {"variables", WORDS("Variables and where they are seen"),
     WORDS("Assigning makes a variable. At the top of a file it belongs to the file, in a function to the whole "
           "function; "
           "blocks make no scope of their own.\n\nA function reads variables outside of it. To assign to one it says "
           "`nonlocal name;`, otherwise it gets a variable of its own."),
     "count = 0;\nfunction tick() {\n    nonlocal count;\n    count = count + 1;\n    return "
     "count;\n}\ntick();\ntick();\n"
     "[a, b] = [1, 2];\n[a, b] = [b, a];\nprint(count, a, b);\n",
     "nonlocal"},
    {"conditions", WORDS("Conditions"),
     WORDS("`if`, `elif` and `else` choose a block, `c ? a : b` chooses a value. `&&` and `||` give one of their "
           "operands "
           "and look at the second only when they must; `!` turns a condition round."),
     "n = 7;\nif (n < 0) {\n    print(\"negative\");\n} elif (n == 0) {\n    print(\"zero\");\n} else {\n"
     "    print(n % 2 == 0 ? \"even\" : \"odd\");\n}\nprint(null || \"nobody\");\n",
     "if elif else"},
    {"loops", WORDS("Loops"),
     WORDS(
         "`for` goes over the elements of an array, the characters of a string, the keys of an object or the values of "
         "an iterator. `while` repeats as long as its condition holds. `break` leaves the loop, `continue` goes on "
         "with "
         "its next round.\n\n`range` and `enumerate` give numbers to go over."),
     "for (i in range(3)) {\n    print(i);\n}\nn = 10;\nwhile (true) {\n    n = n - 3;\n    if (n < 0) { break; }\n"
     "    if (n == 4) { continue; }\n    print(n);\n}\n",
     "for in while break continue"},
    {"functions", WORDS("Functions"),
     WORDS("`function name(a, b) { ... }` binds a function to a name, `fn(a) => ...` is one without. Functions are "
           "values: "
           "they can be passed on, kept and returned. A call has as many arguments as there are parameters.\n\nA "
           "function "
           "without `return` gives `null`."),
     "import collections;\nfunction factorial(n) {\n    if (n <= 1) { return 1; }\n    return n * factorial(n - "
     "1);\n}\n"
     "twice = fn(n) => n * 2;\nprint(factorial(20), twice(21));\nprint(collections.map([1, 2, 3], twice));\n",
     "function fn return"},
    {"arrays", WORDS("Arrays"),
     WORDS(
         "An array holds values in order. Indices begin at 0, negative ones count from the end, and `a[from:to]` is a "
         "new array of that part. `append`, `len`, `sorted` and many more work on it."),
     "numbers = [3, 1, 2];\nnumbers.append(5);\nprint(len(numbers), numbers[0], numbers[-1], numbers[1:3]);\n"
     "print(sorted(numbers), sum(numbers), max(numbers));\n",
     ""},
    {"objects", WORDS("Objects"),
     WORDS("An object maps keys to values. Members are read and set with a point or in brackets. A `for` goes over the "
           "keys in the order they were added."),
     "person = {name: \"Ada\", born: 1815};\nperson.field = \"mathematics\";\nfor (key in person) {\n"
     "    print(key, person[key]);\n}\nprint(keys(person), len(person));\n",
     ""},
    {"errors", WORDS("Errors"),
     WORDS(
         "What goes wrong raises an error. `try` with `except (e)` handles it: `e.message`, `e.name` and `e.line` tell "
         "what and where. `finally` runs however the block ends. `throw` raises an error of your own, a text or an "
         "object.\n\nStop, time limits and memory limits can not be handled; their `finally` blocks still run."),
     "function half(n) {\n    if (n % 2 != 0) { throw {message: \"odd\", number: n}; }\n    return n / 2;\n}\n"
     "for (n in [4, 5]) {\n    try {\n        print(half(n));\n    } except (e) {\n        print(\"failed:\", "
     "e.message, e.number);\n"
     "    } finally {\n        print(\"done with\", n);\n    }\n}\n",
     "try except finally throw"},
    {"modules", WORDS("Modules"),
     WORDS("`import name;` makes the functions of a module available as `name.function`; `import name as other;` gives "
           "it "
           "another name. Standard modules come first, then files beside the script: `import lib.text;` reads "
           "`lib/text.ml`.\n\nA file runs once, however often it is imported."),
     "import math;\nimport json as j;\nprint(math.sqrt(2), j.stringify({a: [1, 2]}));\n", "import as"},
    {"result", WORDS("Inputs and results"),
     WORDS("Inputs of a run are variables that exist when the script begins. What the script assigns to `result` is "
           "shown "
           "in the Result pane and given to whoever started it. Arrays of objects can be looked at as a table there."),
     "rows = [];\nfor (i in range(5)) {\n    rows.append({id: i, square: i * i});\n}\nresult = {rows: rows, count: "
     "len(rows)};\n",
     ""},
    {"permissions", WORDS("Permissions"),
     WORDS(
         "A script starts with no rights. Functions that reach outside ask when they are called: which file, which "
         "host, "
         "which line. A denied call raises an error that can be handled.\n\nA `capability` block says beforehand what "
         "the script will ask for; it grants nothing."),
     "import path;\ntry {\n    print(len(path.listDir(\".\")), \"entries\");\n} except (e) {\n    print(\"not "
     "allowed:\", e.message);\n}\n",
     "capability"},
    {"async", WORDS("Doing several things at once"),
     WORDS("`async.spawn` starts a function as a task and goes on; `async.gather` waits for several and gives their "
           "values. Waiting holds no thread, so ten thousand tasks can wait together. Tasks of one script share its "
           "variables."),
     "import async;\nfunction work(name, seconds) {\n    async.sleep(seconds);\n    return name;\n}\ntasks = [];\n"
     "for (name in [\"a\", \"b\", \"c\"]) {\n    tasks.append(async.spawn(work, name, "
     "0.05));\n}\nprint(async.gather(tasks));\n",
     ""},
    {"parallel", WORDS("When doing things at once pays"),
     WORDS("Tasks of one script take turns on one thread. They help where the script waits: sixteen waits of 20 ms "
           "take 20 ms together. They do not help where it computes.\n\n`parallel.map` gives the items to copies of "
           "the function on all processors. That helps where it computes: sixteen computations that took 20.6 ms one "
           "after the other took 10.7 ms on two processors. Each item costs the way there and back, so it pays from "
           "about ten microseconds of work an item.\n\nThe example measures both on this machine."),
     "import async;\n"
     "import datetime;\n"
     "import parallel;\n"
     "import show;\n"
     "function wait(n) {\n"
     "    async.sleep(0.02);\n"
     "    return n;\n"
     "}\n"
     "function compute(n) {\n"
     "    total = 0;\n"
     "    for (i in range(1000000)) {\n"
     "        total = total + i % 7;\n"
     "    }\n"
     "    return total;\n"
     "}\n"
     "function milliseconds(work) {\n"
     "    best = 1000000;\n"
     "    for (attempt in range(3)) {\n"
     "        begin = datetime.now().timestamp();\n"
     "        work();\n"
     "        best = min(best, (datetime.now().timestamp() - begin) * 1000);\n"
     "    }\n"
     "    return round(best, 1);\n"
     "}\n"
     "items = range(8);\n"
     "result = [];\n"
     "for (kind in [{name: \"waiting 20 ms\", run: wait}, {name: \"computing\", run: compute}]) {\n"
     "    run = kind.run;\n"
     "    result.append({\n"
     "        work: kind.name,\n"
     "        \"one after the other\": milliseconds(fn() => { for (i in items) { run(i); } }),\n"
     "        \"async.map\": milliseconds(fn() => async.map(run, items)),\n"
     "        \"parallel.map\": milliseconds(fn() => parallel.map(run, items))\n"
     "    });\n"
     "}\n"
     "show.table(result, {title: \"Milliseconds for 8 items on this machine\"});\n",
     ""},
    {"progress", WORDS("Progress"),
     WORDS("`progress.track` goes over values and shows how far it is; `progress.report` tells it by hand. The bar and "
           "the remaining time appear in the run's row."),
     "import progress;\ntotal = 0;\nfor (i in progress.track(range(1000), \"adding\")) {\n    total = total + "
     "i;\n}\nprint(total);\n",
     ""},
    {"session", WORDS("Sessions"),
     WORDS("The Session pane runs what is typed at once, beside the scripts. Each input is a piece of a script whose "
           "last semicolon may be missing; the value of a last expression is shown, and a list or an object opens in "
           "Result. Variables, functions, imports and permissions stay until `.reset`, also when an input fails or is "
           "stopped.\n\nEnter runs what is complete, Shift+Enter begins a line. Up and Down go through earlier inputs "
           "that begin like what stands before the caret, Tab completes. An input that is sent while another runs "
           "waits for it; Ctrl+C stops.\n\n`.grant file.read:./data/**` allows something for this session, `.revoke` "
           "takes it back, `.capabilities` lists what is allowed, `.help` shows all of this. From the editor, a "
           "selection or the statement at the caret can be sent to the session."),
     "squares = [1, 4, 9];\nprint(sum(squares));\nresult = squares;\n", ""},
    {"comments", WORDS("Comments and statements"),
     WORDS(
         "A comment goes from `//` to the end of the line. Statements end with a semicolon; blocks stand in braces and "
         "need none."),
     "// a comment\na = 1; // another one\nprint(a);\n", ""},
};

#undef WORDS

} // namespace

std::span<const Topic> topics()
{
    return kTopics;
}

} // namespace latchkey::help
