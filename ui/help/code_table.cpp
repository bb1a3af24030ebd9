// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/code_table.h"

#include <QtGlobal>

namespace latchkey::help {
namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("latchkey::help::HelpBook", text)

constexpr CodeHelp kCodes[] = {
    {"E-LIMIT", WORDS("Too large to be compiled"),
     WORDS("A function has more variables, constants or nested parts than a compiled script can hold. Split it into "
           "smaller functions, or read large data from a file."),
     "", ""},
    {"E-NAME-UNKNOWN", WORDS("Unknown name"),
     WORDS(
         "A name is read that nothing in this file binds: no variable, function, parameter or import, and no built-in "
         "function. Usually it is misspelled, or an import is missing."),
     "total = 1;\nprint(totl);\n", "total = 1;\nprint(total);\n"},
    {"E-SECURITY-BUILTIN", WORDS("A function that scripts may not have"),
     WORDS("The name belongs to a dangerous function of Python. It does not exist here, and a script that calls it is "
           "not "
           "run, so that nobody takes it for harmless."),
     "run = eval;\nprint(run);\n", "run = fn(n) => n + 1;\nprint(run(1));\n"},
    {"E-SECURITY-CODE", WORDS("Code made from text"),
     WORDS(
         "Running text as code would go round every check. Use a function, or an object of functions to choose from."),
     "eval(\"1 + 2\");\n", "steps = {add: fn(a, b) => a + b};\nprint(steps.add(1, 2));\n"},
    {"E-SECURITY-DUNDER", WORDS("A name with two underscores at both ends"),
     WORDS("Such names reach into the machinery in other languages. Scripts can not use them; choose another name."),
     "a = {};\nprint(a.__class__);\n", "a = {};\nprint(typeof(a));\n"},
    {"E-SECURITY-IMPORT", WORDS("A module that scripts may not have"),
     WORDS("The module gives free access to the machine and is not available. The standard modules do the same things "
           "and ask first."),
     "import os;\n", "import path;\nprint(path.join(\"a\", \"b\"));\n"},
    {"E-SECURITY-PERMISSION", WORDS("A permission that has to be looked at"),
     WORDS(
         "A capability block allows to execute programs or use the system without saying which. Name what it is for."),
     "capability Tools {\n    allow execute;\n}\n", "capability Tools {\n    allow execute \"git\";\n}\n"},
    {"E-SOURCE-TOO-LARGE", WORDS("The file is too large"), WORDS("Scripts can have up to 1 GB of text."), "", ""},
    {"E-SOURCE-UTF8", WORDS("The file is not UTF-8"),
     WORDS("Scripts are UTF-8 text. Open the file, and save it: the editor writes UTF-8."), "", ""},
    {"E-SYNTAX-BREAK", WORDS("break outside of a loop"),
     WORDS("break leaves the loop around it; here is none. In a function inside a loop, use return."), "break;\n",
     "for (i in range(9)) {\n    if (i == 3) { break; }\n    print(i);\n}\n"},
    {"E-SYNTAX-CHARACTER", WORDS("A character that means nothing here"),
     WORDS("Outside of strings and comments the language knows only letters without accents, digits and its own signs. "
           "Comments begin with //, strings stand in double or single quotes."),
     "# a comment\n", "// a comment\n"},
    {"E-SYNTAX-CONTINUE", WORDS("continue outside of a loop"),
     WORDS("continue goes on with the next round of the loop around it; here is none."), "continue;\n",
     "for (i in range(4)) {\n    if (i == 2) { continue; }\n    print(i);\n}\n"},
    {"E-SYNTAX-END", WORDS("The file ends too early"),
     WORDS(
         "A bracket was opened and never closed, or the last statement has no semicolon. The place told is the end of "
         "the file; look for the block that is open."),
     "for (i in range(3)) {\n    print(i);\n", "for (i in range(3)) {\n    print(i);\n}\n"},
    {"E-SYNTAX-NESTING", WORDS("Nested too deep"),
     WORDS("Brackets or blocks lie inside each other more often than any person writes. Split the expression."), "",
     ""},
    {"E-SYNTAX-NONLOCAL", WORDS("nonlocal without a variable outside"),
     WORDS("nonlocal makes assignments go to a variable outside of the function. There must be one, it can not be a "
           "parameter of the same function, and at the top of the file there is no outside."),
     "nonlocal count;\n",
     "count = 0;\nfunction add() {\n    nonlocal count;\n    count = count + 1;\n}\nadd();\nprint(count);\n"},
    {"E-SYNTAX-PARAMETER", WORDS("A parameter twice"), WORDS("Two parameters of a function have the same name."),
     "function f(a, a) {\n    return a;\n}\nprint(f(1, 2));\n",
     "function f(a, b) {\n    return a + b;\n}\nprint(f(1, 2));\n"},
    {"E-SYNTAX-RETURN", WORDS("return outside of a function"),
     WORDS("return ends a function with a value. At the top of the file, assign to result instead."), "return 1;\n",
     "result = 1;\n"},
    {"E-SYNTAX-STRING", WORDS("A string without an end"),
     WORDS("The quote that ends the string is missing on its line. A quote inside of a string is written \\\"."),
     "name = \"Ada;\nprint(name);\n", "name = \"Ada\";\nprint(name);\n"},
    {"E-SYNTAX-TARGET", WORDS("Nothing can be assigned here"),
     WORDS("Left of = stands a variable, a member (a.b), an element (a[0]), or a pattern of names."), "1 = 2;\n",
     "a = 2;\nprint(a);\n"},
    {"E-SYNTAX-UNEXPECTED", WORDS("Something else was expected here"),
     WORDS("The text does not go on as the language wants it: often a semicolon, a bracket or a comma is missing just "
           "before. What was expected stands in the message."),
     "a = 1\nb = 2;\n", "a = 1;\nb = 2;\nprint(a + b);\n"},
    {"W-ARGUMENT-COUNT", WORDS("Too many or too few arguments"),
     WORDS("The function takes another number of arguments. The call raises type_error when it is reached."),
     "function area(w, h) {\n    return w * h;\n}\nprint(area(2));\n",
     "function area(w, h) {\n    return w * h;\n}\nprint(area(2, 3));\n"},
    {"W-ARGUMENT-TYPE", WORDS("An argument of the wrong type"),
     WORDS("The parameter is declared with a type, and the value given is plainly of another one."),
     "function half(n: number) {\n    return n / 2;\n}\nprint(half(\"9\"));\n",
     "function half(n: number) {\n    return n / 2;\n}\nprint(half(9));\n"},
    {"W-CAPABILITY-BROAD", WORDS("A capability for everything"),
     WORDS("The pattern holds for all there is. Whoever is asked will wonder; name the folder or host that is needed."),
     "", ""},
    {"W-CONSTANT-CONDITION", WORDS("The condition is always the same"),
     WORDS("The condition does not depend on anything, so one of the ways is never gone. An endless loop is written "
           "while (true)."),
     "if (true) {\n    print(1);\n}\n", "a = 1;\nif (a == 1) {\n    print(1);\n}\n"},
    {"W-EXCEPT-UNREACHABLE", WORDS("An except that is never reached"),
     WORDS("The first except handles every error. Put what the others should do into it."),
     "try {\n    print(1);\n} except (a) {\n    print(a);\n} except (b) {\n    print(b);\n}\n",
     "try {\n    print(1);\n} except (a) {\n    print(a);\n}\n"},
    {"W-IMPORT-MISSING", WORDS("The import was not found"),
     WORDS("There is no standard module of this name, and no file of it beside the script or in the import paths."),
     "import jsn;\n", "import json;\nprint(json.stringify([1, 2]));\n"},
    {"W-INVISIBLE-CHARACTER", WORDS("A character that can not be seen"),
     WORDS("Characters that take no room or turn the direction of the text can make code look other than it is. Remove "
           "it, or write it as an escape in a string."),
     "", ""},
    {"W-MEMBER-UNKNOWN", WORDS("The module has no such member"),
     WORDS("Reading it gives nothing to call. Similar names stand in the advice."),
     "import math;\nprint(math.sqr(2));\n", "import math;\nprint(math.sqrt(2));\n"},
    {"W-MISSING-RETURN", WORDS("Not every way returns a value"),
     WORDS("Some ways through the function end with return and a value, others just end, which gives null."),
     "function sign(n) {\n    if (n > 0) { return 1; }\n    print(n);\n}\nprint(sign(2));\n",
     "function sign(n) {\n    if (n > 0) { return 1; }\n    return 0;\n}\nprint(sign(2));\n"},
    {"W-NAME-UNKNOWN-CALL", WORDS("Unknown function"),
     WORDS("A name is called that nothing in this file binds. The call raises name_error when it is reached."),
     "prnt(1);\n", "print(1);\n"},
    {"W-OVERWRITTEN", WORDS("Overwritten before it is read"),
     WORDS("The value is replaced before anybody looked at it. Is a line missing, or one too many?"),
     "function f() {\n    a = 1;\n    a = 2;\n    return a;\n}\nprint(f());\n",
     "function f() {\n    a = 2;\n    return a;\n}\nprint(f());\n"},
    {"W-SELF-COMPARISON", WORDS("Compared with itself"),
     WORDS("Both sides are the same name, so the answer is known. Usually one of them should be another."),
     "a = 1;\nif (a == a) {\n    print(a);\n}\n", "a = 1;\nb = 2;\nif (a == b) {\n    print(a);\n}\n"},
    {"W-SHADOWED-BUILTIN", WORDS("Hides a built-in function"),
     WORDS("From here on the name means this variable; the built-in function of that name can not be called any more."),
     "len = 3;\nprint(len);\n", "length = 3;\nprint(length);\n"},
    {"W-UNREACHABLE", WORDS("Never reached"),
     WORDS("Nothing behind return, throw, break or continue runs in the same block."),
     "function f() {\n    return 1;\n    print(2);\n}\nprint(f());\n",
     "function f() {\n    print(2);\n    return 1;\n}\nprint(f());\n"},
    {"W-UNUSED-FUNCTION", WORDS("The function is never used"),
     WORDS("Nothing in the function around it calls it. Remove it, or call it."),
     "function f() {\n    function g() {\n        return 1;\n    }\n    return 2;\n}\nprint(f());\n",
     "function f() {\n    function g() {\n        return 1;\n    }\n    return g();\n}\nprint(f());\n"},
    {"W-UNUSED-IMPORT", WORDS("The import is never used"),
     WORDS("Nothing in the file uses the module. Remove the line."), "import math;\nprint(1);\n",
     "import math;\nprint(math.pi);\n"},
    {"W-UNUSED-VARIABLE", WORDS("The variable is never read"),
     WORDS(
         "A value is assigned and nobody looks at it. A name that begins with an underscore says that this is meant."),
     "function f() {\n    a = 1;\n    return 2;\n}\nprint(f());\n",
     "function f() {\n    a = 1;\n    return a;\n}\nprint(f());\n"},
};

#undef WORDS

} // namespace

std::span<const CodeHelp> codeTable()
{
    return kCodes;
}

} // namespace latchkey::help
