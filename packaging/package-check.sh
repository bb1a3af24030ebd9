#!/bin/bash
# Runs as root in a fresh, minimal Debian 13 (package-test.sh makes it): installs the package, tries what a person would
# try first, and removes it. Each line that begins with "check" is something that holds; the first that does not ends it.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
here=/opt/latchkey-test deb=/opt/latchkey-test/latchkey.deb
home=/tmp/person

say() { printf 'check: %s\n' "$*"; }
wrong() {
    printf 'FAILED: %s\n' "$*"
    [ ! -s "$here/said" ] || cat "$here/said"
    exit 1
}
# wants WHAT CMD...: the command must succeed; its words are shown when it does not.
wants() {
    local what=$1
    shift
    "$@" >"$here/said" 2>&1 || wrong "$what ($*: status $?)"
    say "$what"
}
# As a person without rights, in a home of their own.
person() {
    setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs env -i HOME="$home" PATH=/usr/bin:/bin LC_ALL=C.UTF-8 \
        XDG_RUNTIME_DIR="$home/run" "$@"
}
install() { apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$@"; }
files() {
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /opt -o -path /root \
        -o -path /var/cache/apt -o -path /var/lib/apt -o -path /var/log -o -path /var/lib/dpkg \) -prune \
        -o -printf '%p %y %m %l\n' | sort
}
# is_picture FILE WIDTHxHEIGHT: a PNG of that size that shows something.
is_picture() {
    [ "$(stat -c %s "$1")" -gt 15000 ] && [ "$(od -An -tu1 -j16 -N8 "$1" | awk '{ print $3 * 256 + $4 "x" $7 * 256 + $8 }')" = "$2" ]
}

new_person() {
    rm -rf "$home"
    mkdir -p "$home/run"
    chown -R 1000:1000 "$home"
    chmod -R 700 "$home"
}

# ---- installing ----------------------------------------------------------------------------------------------------

apt-get update -qq
wants "its dependencies are all in Debian 13" \
    apt-get satisfy -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$(dpkg-deb -f "$deb" Depends)"
dpkg-query -W -f '${Package} ${Version}\n' >"$here/dependencies.txt"
files >"$here/before"
wants "it installs" install "$deb"
[ "$(dpkg-query -W | wc -l)" = "$(($(wc -l <"$here/dependencies.txt") + 1))" ] || wrong "it needs more than it says"
dpkg -L latchkey | sort >"$here/files.txt"
wants "no file was changed on the way" dpkg --verify latchkey
person true || wrong "a person without rights can not be played here"

# ---- the terminal --------------------------------------------------------------------------------------------------

new_person
version=$(dpkg-query -W -f '${Version}' latchkey)
[ "$(person latchkey --version)" = "latchkey $version" ] || wrong "latchkey --version"
said=$(person latchkey run -e 'print("hello"); result = 6 * 7;' 2>"$here/said") || wrong "latchkey run -e"
[ ! -s "$here/said" ] || wrong "latchkey run -e complains"
case $said in *hello*) say "latchkey run -e runs: $(printf '%s' "$said" | tr '\n' ' ')" ;; *) wrong "latchkey run -e prints '$said'" ;; esac
said=$(person latchkey run --json -e 'result = 6 * 7;' 2>"$here/said") || wrong "latchkey run --json"
case $said in *42*) say "its result comes as JSON" ;; *) wrong "latchkey run --json prints '$said'" ;; esac
status=0
person latchkey run --no-ask -e 'import file; result = file.read("/etc/passwd");' >"$here/said" 2>&1 || status=$?
[ "$status" = 3 ] || wrong "reading without permission ends with $status"
say "reading a file without permission is denied"
wants "with permission it is read" \
    person latchkey run --grant file.read:/etc/passwd -e 'import file; result = len(file.read("/etc/passwd"));'
wants "an example runs" person latchkey run /usr/share/doc/latchkey/examples/sums_and_loops.ml

# ---- the window ----------------------------------------------------------------------------------------------------

example=/usr/share/doc/latchkey/examples/sums_and_loops.ml
wants "the window opens without a display" person env QT_QPA_PLATFORM=offscreen \
    latchkey-ide --screenshot "$home/offscreen.png" --run "$example" --scheme light --size 1200x800
[ ! -s "$here/said" ] || wrong "the window complains"
is_picture "$home/offscreen.png" 1200x800 || wrong "the picture of the window is empty"
cp "$home/offscreen.png" "$here/"
plugins=$(dirname "$(dpkg -L libqt6gui6 | grep 'platforms/libqxcb.so$')")
[ -e "$plugins/libqwayland-generic.so" ] || wrong "there is no plugin for Wayland"
for file in tls/libqopensslbackend.so sqldrivers/libqsqlite.so imageformats/libqsvg.so; do
    [ -e "$plugins/../$file" ] || wrong "Qt's plugin $file is not there"
    ldd "$plugins/../$file" >"$here/said"
    ! grep -q 'not found' "$here/said" || wrong "Qt's plugin $file does not load"
done
say "what is loaded at run time is there: Wayland, TLS, SQLite, SVG"

# ---- removing ------------------------------------------------------------------------------------------------------

wants "it can be removed" apt-get purge -y -qq -o Dpkg::Use-Pty=0 latchkey
files >"$here/after"
diff "$here/before" "$here/after" >"$here/said" || wrong "something is left behind"
[ -z "$(find / -xdev -iname '*latchkey*' -not -path "$here*" -not -path "$home*" -not -path '/proc/*' -not -path '/var/cache/apt/*')" ] ||
    wrong "a file of its name is left behind"
say "nothing is left behind"

# ---- on a desktop: what the system makes of it ---------------------------------------------------------------------

wants "it installs on a desktop as well" install "$deb" man-db desktop-file-utils appstream libglib2.0-bin xvfb xauth zsh fish
for page in latchkey latchkey-ide; do
    MANWIDTH=100 person man --warnings -P cat "$page" >"$here/$page.txt" 2>"$here/said" || wrong "man $page"
    [ ! -s "$here/said" ] || wrong "man $page complains"
done
for command in run repl batch check fmt; do
    grep -q "latchkey $command" "$here/latchkey.txt" || wrong "the manual does not tell of latchkey $command"
done
for option in $(latchkey run --help | grep -o -- '--[a-z-]*' | sort -u); do
    grep -q -e "$option" "$here/latchkey.txt" || wrong "the manual does not tell of $option"
done
say "the manual pages are there, with every command and option"
wants "the desktop entry is valid" desktop-file-validate /usr/share/applications/latchkey-ide.desktop
sed -n 's/^Exec=//p' /usr/share/applications/latchkey-ide.desktop | while read -r program option _; do
    command -v "$program" >/dev/null || wrong "the desktop entry starts $program, which is not there"
    case $option in --*) QT_QPA_PLATFORM=offscreen "$program" --help | grep -q -e "$option" || wrong "$program has no $option" ;; esac
done
wants "the metadata is valid" appstreamcli validate --no-net /usr/share/metainfo/org.latchkey.latchkey.metainfo.xml
printf 'import math;\nresult = math.sqrt(2);\n' >"$home/script.ml"
printf 'let rec fact n = if n < 2 then 1 else n * fact (n - 1)\nlet () = print_int (fact 5)\n' >"$home/fact.ml"
type_of() { gio info -a standard::content-type "$1" | sed -n 's/.*content-type: //p'; }
[ "$(type_of "$home/script.ml")" = text/x-ml-script ] || wrong "a script is taken for $(type_of "$home/script.ml")"
[ "$(type_of "$home/fact.ml")" = text/x-ocaml ] || wrong "OCaml is taken for $(type_of "$home/fact.ml")"
gio mime text/x-ml-script | grep -q latchkey-ide.desktop || wrong "scripts are not opened with the window"
! gio mime text/x-ocaml | grep -q latchkey || wrong "OCaml's default was stolen"
say "scripts open in the window, OCaml stays OCaml"
for program in latchkey latchkey-ide; do
    wants "completions of $program for bash, zsh and fish" bash -c "
        bash -n /usr/share/bash-completion/completions/$program &&
        zsh -n /usr/share/zsh/vendor-completions/_$program && fish -n /usr/share/fish/vendor_completions.d/$program.fish"
done
new_person
wants "the window opens on a display" person env QT_QPA_PLATFORM=xcb \
    xvfb-run -a -s '-screen 0 1440x900x24' latchkey-ide --screenshot "$home/x11.png" --run "$example" --scheme dark --size 1200x800
is_picture "$home/x11.png" 1200x800 || wrong "the picture of the window is empty"
cp "$home/x11.png" "$here/"
apt-get purge -y -qq -o Dpkg::Use-Pty=0 latchkey >/dev/null
[ -z "$(find / -xdev -iname '*latchkey*' -not -path "$here*" -not -path "$home*" -not -path '/proc/*' -not -path '/var/cache/apt/*')" ] ||
    wrong "a file of its name is left behind on a desktop"
say "it leaves a desktop clean as well"

# ---- Debian's own rules --------------------------------------------------------------------------------------------

wants "lintian can be installed" install lintian
judge() { person lintian --fail-on error --display-info --tag-display-limit 0 "$1"; }
judge "$deb" >"$here/lintian.txt" 2>&1 || { cp "$here/lintian.txt" "$here/said"; wrong "lintian finds errors"; }
# A judge who sees nothing must not pass for one who is content.
dpkg-deb -R "$deb" "$home/bad"
rm "$home/bad/usr/share/doc/latchkey/copyright"
dpkg-deb -b "$home/bad" "$home/bad.deb" >/dev/null
! judge "$home/bad.deb" >"$here/said" 2>&1 || wrong "lintian finds nothing wrong in a package without a licence"
say "lintian finds no errors, $(grep -c '^W:' "$here/lintian.txt" || true) warnings"
rm -f "$here/said"
