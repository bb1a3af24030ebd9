#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes manual pages and shell completions from what the programs say about themselves (`--help`), so that they cannot
drift apart. The build calls it for each program:

    from_help.py --program build/release/bin/latchkey --template latchkey.1.in --version 0.1.0 --date 2026-11-20 --out DIR

It writes DIR/latchkey.1, DIR/latchkey.bash, DIR/_latchkey (zsh) and DIR/latchkey.fish. Any help text that it does not
understand ends it with an error, and with it the build.
"""

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Option:
    names: list[str]  # "-h", "--help"
    value: str  # "FILE", or ""
    text: str


@dataclass
class Help:
    usage: str
    about: str
    options: list[Option] = field(default_factory=list)
    arguments: list[tuple[str, str]] = field(default_factory=list)
    commands: list[tuple[str, str]] = field(default_factory=list)


# --- reading ----------------------------------------------------------------------------------------------------------


def ask(program: Path, *arguments: str) -> str:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    # In the build folder the libraries may be found by a path of their own.
    if "LD_LIBRARY_PATH" in os.environ:
        environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    done = subprocess.run([program, *arguments, "--help"], env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.replace(str(program), program.name)


def entries(lines: list[str]) -> list[tuple[str, str]]:
    """Rows of "  name   what it is", where a long text goes on in indented lines."""
    found: list[tuple[str, str]] = []
    for line in lines:
        row = re.match(r"^ {2}(\S(?:.*?\S)?)(?: {2,}(\S.*))?$", line)
        more = re.match(r"^ {4,}(\S.*)$", line)
        if row:
            found.append((row[1], row[2] or ""))
        elif more and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {more[1]}".strip())
        else:
            raise ValueError(f"not a row of a list: {line!r}")
    return found


def option_of(spelling: str, text: str) -> Option:
    shape = re.match(r"^(-[^\s,]+(?:, -[^\s,]+)*)(?: <(\S+)>)?$", spelling)
    if not shape:
        raise ValueError(f"not an option: {spelling!r}")
    return Option(shape[1].split(", "), shape[2] or "", text)


def understand(text: str) -> Help:
    first, *rest = text.rstrip("\n").split("\n")
    if not first.startswith("Usage: "):
        raise ValueError(f"a help text begins with its usage, not with {first!r}")
    sections: dict[str, list[str]] = {"": []}
    present = ""
    for line in rest:
        title = re.match(r"^([A-Z][a-z]+):$", line)
        if title:
            present = title[1]
            sections[present] = []
        elif not line:
            if present:
                present = "end"
                sections.setdefault(present, [])
        else:
            sections[present].append(line)
    unknown = set(sections) - {"", "Options", "Arguments", "Commands", "end"}
    if unknown:
        raise ValueError(f"sections that are not known here: {unknown}")
    made = Help(first.removeprefix("Usage: "), " ".join(line.strip() for line in sections[""]))
    made.options = [option_of(*row) for row in entries(sections.get("Options", []))]
    made.arguments = entries(sections.get("Arguments", []))
    made.commands = entries(sections.get("Commands", []))
    return made


# --- the manual page --------------------------------------------------------------------------------------------------


def roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "\\&" + text if text.startswith(".") else text


def roff_options(options: list[Option]) -> list[str]:
    lines = []
    for option in options:
        shown = ", ".join(f"\\fB{roff(name)}\\fR" for name in option.names)
        if option.value:
            shown += f" \\fI{roff(option.value)}\\fR"
        lines += [".TP", shown, roff(option.text)]
    return lines


def roff_command(program: str, name: str, summary: str, helps: Help) -> list[str]:
    lines = [f'.SS "{roff(program)} {roff(name)}: {roff(summary)}"', f"\\fB{roff(helps.usage)}\\fR"]
    if helps.about:
        lines += [".PP", roff(helps.about)]
    for argument, text in helps.arguments:
        lines += [".TP", f"\\fI{roff(argument)}\\fR", roff(text)]
    return lines + roff_options(helps.options)


def manual(template: str, values: dict[str, str]) -> str:
    page = re.sub(r"@([A-Z]+)@", lambda mark: values[mark[1]], template)
    # The comment of the template is about the template.
    return re.sub(r'\A(?:\.\\".*\n)+', "", page)


# --- completions ------------------------------------------------------------------------------------------------------


def takes_file(value: str) -> bool:
    return value.lower() in ("file", "script", "files")


def flags(helps: Help) -> list[str]:
    return [name for option in helps.options for name in option.names]


def with_value(helps: Help, wanted) -> list[str]:
    return [name for o in helps.options if o.value and wanted(o.value) for name in o.names]


def bash(program: str, main: Help, commands: dict[str, Help]) -> str:
    def words(names: list[str]) -> str:
        return " ".join(names)

    identifier = "_" + program.replace("-", "_")
    cases = []
    for name, helps in commands.items() if commands else [("*", main)]:
        files = "|".join(with_value(helps, takes_file)) or "-"
        others = "|".join(with_value(helps, lambda value: not takes_file(value))) or "-"
        cases.append(
            f"""        {name})
            case $previous in
                {files}) {identifier}_files '*' ; return ;;
                {others}) return ;;
            esac
            options='{words(flags(helps))}' ;;"""
            if files != "-" or others != "-"
            else f"        {name}) options='{words(flags(helps))}' ;;"
        )
    first = (
        f"""    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W '{words(list(commands) + ["--help", "--version"])}' -- "$word")
        return
    fi
"""
        if commands
        else ""
    )
    chosen = "${COMP_WORDS[1]}" if commands else program
    return f"""# bash completion for {program}, made from its help text
{identifier}_files() {{
    mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X "!$1" -- "$word")
    compopt -o filenames 2>/dev/null
}}
{identifier}() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} options=
    COMPREPLY=()
{first}    case {chosen} in
{chr(10).join(cases)}
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    else
        {identifier}_files '*.ml'
    fi
}}
complete -F {identifier} {program}
"""


def zsh_option(option: Option) -> list[str]:
    text = option.text.replace("[", "(").replace("]", ")").replace("'", "’").rstrip(".")
    value = ""
    if option.value:
        value = f":{option.value}:" + ("_files" if takes_file(option.value) else "")
    excluded = f"({' '.join(option.names)})" if len(option.names) > 1 else ""
    repeated = "*" if "may be repeated" in option.text else ""
    return [f"'{excluded}{repeated}{name}[{text}]{value}'" for name in option.names]


def zsh(program: str, main: Help, commands: dict[str, Help]) -> str:
    def arguments(helps: Help) -> str:
        rows = [row for option in helps.options for row in zsh_option(option)]
        return " \\\n            ".join(["_arguments -s", *rows, "'*:file:_files -g \"*.ml(-.)\"'"])

    if not commands:
        return f"#compdef {program}\n# made from the help text of {program}\n{arguments(main)}\n"
    listed = "\n        ".join(f"'{name}:{text.replace(chr(39), '’')}'" for name, text in main.commands)
    cases = "\n".join(f"        {name})\n            {arguments(helps)} ;;" for name, helps in commands.items())
    return f"""#compdef {program}
# made from the help text of {program}
local -a commands
if (( CURRENT == 2 )); then
    commands=(
        {listed}
    )
    _describe command commands
else
    shift words
    (( CURRENT-- ))
    case $words[1] in
{cases}
    esac
fi
"""


def fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(program: str, main: Help, commands: dict[str, Help]) -> str:
    lines = [f"# made from the help text of {program}"]
    for name, text in main.commands:
        lines.append(f"complete -c {program} -f -n __fish_use_subcommand -a {name} -d {fish_quoted(text)}")
    for name, helps in commands.items() if commands else [("", main)]:
        when = f" -n '__fish_seen_subcommand_from {name}'" if name else ""
        for option in helps.options:
            spelt = "".join(f" -l {n[2:]}" if n.startswith("--") else f" -s {n[1:]}" for n in option.names)
            value = (" -r" if takes_file(option.value) else " -x") if option.value else ""
            lines.append(f"complete -c {program}{when}{spelt}{value} -d {fish_quoted(option.text)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--template", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True)
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args()
    program = wanted.program.name
    helps = understand(ask(wanted.program))
    commands = {name: understand(ask(wanted.program, name)) for name, _ in helps.commands}
    sections = [line for name, text in helps.commands for line in roff_command(program, name, text, commands[name])]
    values = {
        "VERSION": wanted.version,
        "DATE": wanted.date,
        "USAGE": roff(helps.usage),
        "OPTIONS": "\n".join(roff_options(helps.options)),
        "COMMANDS": "\n".join(sections),
    }
    wanted.out.mkdir(parents=True, exist_ok=True)
    (wanted.out / f"{program}.1").write_text(manual(wanted.template.read_text("utf-8"), values), "utf-8")
    for name, make in ((f"{program}.bash", bash), (f"_{program}", zsh), (f"{program}.fish", fish)):
        (wanted.out / name).write_text(make(program, helps, commands), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
