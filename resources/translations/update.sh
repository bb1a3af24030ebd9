#!/usr/bin/env bash
# update.sh LUPDATE FILE.ts: brings the translation FILE.ts up to date with the texts of the sources: new ones come in
# unfinished, those that are gone go. `ninja update_translations` runs it for every language; a test runs it to find
# texts that nobody translated yet.
set -euo pipefail

lupdate=$1
ts=$(readlink -f "$2")
top=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd -P)

work=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-texts.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$top"
cp -r --parents ui app/ide engine "$work"
rm -rf "$work/ui/widgets/gallery" # shows the parts to those who make them
cd "$work"

# lupdate loses its place in a class behind an enum with a type of its own, and then takes texts to be of no class.
find . \( -name '*.h' -o -name '*.cpp' \) -exec sed -i -E 's/(enum (class )?[A-Za-z]+) : [A-Za-z0-9_:]+/\1/' {} +

# It does not expand macros either: #define WORDS(text) QT_TRANSLATE_NOOP("context", text)
noop='^#define ([A-Z]+)\(text\) (QT_TRANSLATE_NOOP\("[^"]+", )text\)$'
grep -rlE "$noop" . | while read -r file; do
    name=$(sed -nE "s/$noop/\1/p" "$file")
    call=$(sed -nE "s/$noop/\2/p" "$file")
    sed -i -E -e "/^#define $name\(/d" -e "s/\b$name\(/$call/g" "$file"
done

# Titles of the examples stand in a file of their own.
grep -oE '"(title|about)": "[^"]*"' "$top/resources/examples/examples.json" |
    sed -E 's/^"[a-z]+": (.*)$/QT_TRANSLATE_NOOP("Examples", \1)/' >examples.cpp

"$lupdate" -silent -locations none -no-obsolete -source-language en -I . ui app/ide engine examples.cpp -ts "$ts" 2>log || {
    cat log >&2
    exit 1
}
# The rest of what lupdate says is about code it need not understand.
grep -E 'cannot be called without context|Discarding|Unterminated' log >&2 || true
