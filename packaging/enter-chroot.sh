# shellcheck shell=bash
# Called in a mount namespace of its own, as root: lays the folders of a root out at PLACE and runs a command in it.
#   enter-chroot.sh PLACE FOLDER COUNT KIND SOURCE TARGET ... COMMAND...
set -euo pipefail
place=$1 folder=$2 count=$3
shift 3

mount -t tmpfs -o mode=755 latchkey "$place"
for ((; count > 0; count -= 3)); do
    kind=$1 source=$2 target=$place$3
    shift 3
    case $kind in
        link)
            ln -s "$source" "$target"
            continue
            ;;
        tmpfs)
            mkdir -p "$target"
            mount -t tmpfs -o mode=755 latchkey "$target"
            continue
            ;;
    esac
    if [ -d "$source" ]; then
        [ -d "$target" ] || mkdir -p "$target"
    elif [ ! -e "$target" ]; then
        : >"$target"
    fi
    mount --rbind "$source" "$target"
    [ "$kind" != ro ] || mount -o remount,bind,ro "$target"
done
exec chroot "$place" /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$folder" "$@"
