#!/bin/sh
# Runs a test in a fresh, empty home that is removed afterwards, apart from the user's settings, files and desktop bus.
home=$(mktemp -d "${TMPDIR:-/tmp}/latchkey-test.XXXXXX") || exit 1
trap 'chmod -R u+rwx "$home" 2>/dev/null; rm -rf "$home"' EXIT
trap 'exit 130' INT TERM HUP
mkdir -m 700 "$home/run"
export HOME="$home" XDG_CONFIG_HOME="$home/.config" XDG_DATA_HOME="$home/.local/share" XDG_CACHE_HOME="$home/.cache" \
    XDG_STATE_HOME="$home/.local/state" XDG_RUNTIME_DIR="$home/run"
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
"$@"
