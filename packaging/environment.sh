# shellcheck shell=bash
# The build environment, sourced by packaging/dev: where Latchkey's libraries come from and how a command gets to them.
#
# A system with Qt >= 6.8 and KF6 SyntaxHighlighting is used as it is ("native"). Any other gets a private Debian 13
# root in the user's cache, made by mmdebstrap from debian-packages.txt and entered with bwrap, or, where bwrap is not
# permitted, with chroot. In the root every folder that is not part of the system (home, /tmp, /mnt, /var, ...) is the
# host's own, at its own path, so files open and save as they do outside.
#
#   environment_choose        sets `environment` to the name of what will be used
#   environment_prepare       installs or makes what is missing
#   environment_enter CMD...  runs CMD there, in the current folder
#
# Switches, for unusual machines and for the tests of this file:
#   LATCHKEY_ENVIRONMENT=native|root   LATCHKEY_ENTER=bwrap|chroot|copy   LATCHKEY_MIRROR=URL

package_file=${packaging:?}/debian-packages.txt
cache=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/latchkey
suite=trixie
# Goes up when make_root makes something else of the same list.
root_format=1

# Space that a finished root and its making take, in megabytes, with some room.
root_megabytes=2600

say() { printf 'packaging/dev: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }
packages() { sed 's/#.*//' "$package_file" | tr -s ' \n' '\n' | sed '/^$/d'; }
os_field() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | tr -d '"' | head -n 1; }

# --- which environment ------------------------------------------------------------------------------------------------

environment_choose() {
    case ${LATCHKEY_ENVIRONMENT:-} in
        native) environment=native ;;
        root) environment=$(root_name) ;;
        '') if native_ready || native_installable; then environment=native; else environment=$(root_name); fi ;;
        *) fail "LATCHKEY_ENVIRONMENT is '$LATCHKEY_ENVIRONMENT'; it can be 'native' or 'root'." ;;
    esac
}

# Each version of the list has a root of its own.
root_name() { printf 'root-%s' "$({ printf '%s\n' "$suite" "$root_format" && packages; } | sha256sum | cut -c1-12)"; }

native_ready() {
    have cmake && have ninja && have g++ && have pkg-config || return 1
    [ "$(g++ -dumpversion | cut -d. -f1)" -ge 13 ] || return 1
    pkg-config --atleast-version=6.8 Qt6Widgets Qt6Svg Qt6HttpServer 2>/dev/null || return 1
    pkg-config --exists gmp libpcre2-8 icu-uc hiredis 2>/dev/null || return 1
    local prefix
    prefix=$(pkg-config --variable=libdir Qt6Core)
    [ -e "$prefix/cmake/KF6SyntaxHighlighting" ] && compgen -G "$prefix/libqscintilla2[-_]qt6.so" >/dev/null
}

# True where the system's own packages are new enough, installed or not.
native_installable() {
    local version
    version=$(os_field VERSION_ID)
    case $(os_field ID) in
        debian) [ -z "$version" ] || [ "${version%%.*}" -ge 13 ] ;;
        ubuntu) [ "${version%%.*}" -ge 25 ] ;;
        fedora) [ "${version%%.*}" -ge 41 ] ;;
        arch) true ;;
        *) false ;;
    esac
}

environment_prepare() {
    if [ "$environment" = native ]; then prepare_native; else prepare_root; fi
}

prepare_native() {
    native_ready && return
    case $(os_field ID) in
        debian | ubuntu)
            local missing
            mapfile -t missing < <(comm -23 <(packages | sort) \
                <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort))
            install_with_apt "${missing[@]}"
            native_ready || fail "the packages are installed, but Qt >= 6.8 is still not found; see README.md"
            ;;
        fedora) native_advice "dnf install" gcc-c++ cmake ninja-build ccache pkgconf git clang clang-tools-extra \
            qt6-qtbase-devel qt6-qtbase-private-devel qt6-qtsvg-devel qt6-qthttpserver-devel qt6-qtwebsockets-devel \
            qt6-qttools-devel qt6-qtwayland qscintilla-qt6-devel kf6-syntax-highlighting-devel qcustomplot-qt6-devel \
            gmp-devel pcre2-devel libicu-devel openssl-devel double-conversion-devel hiredis-devel sqlite-devel \
            google-benchmark-devel xorg-x11-server-Xvfb xauth ImageMagick rsms-inter-fonts jetbrains-mono-fonts ;;
        arch) native_advice "pacman -S --needed" base-devel cmake ninja ccache git clang \
            qt6-base qt6-svg qt6-httpserver qt6-websockets qt6-tools qt6-wayland qscintilla-qt6 syntax-highlighting \
            qcustomplot gmp pcre2 icu openssl double-conversion hiredis sqlite benchmark \
            xorg-server-xvfb xorg-xauth imagemagick inter-font ttf-jetbrains-mono ;;
        *) fail "LATCHKEY_ENVIRONMENT=native, but Qt >= 6.8, KF6 SyntaxHighlighting and QScintilla for Qt 6 are not all here." ;;
    esac
}

native_advice() {
    say "this system has what Latchkey needs as packages. Install them, then call again:"
    printf '    sudo %s\n' "$*" >&2
    exit 1
}

# --- installing -------------------------------------------------------------------------------------------------------

# Says what it is about to do first, since it changes the system and may ask for a password.
install_with_apt() {
    local as_root=()
    if ! is_root; then
        have sudo || fail "these packages are missing, and only an administrator can install them:" \
            "apt-get install --no-install-recommends $*"
        as_root=(sudo)
        if [ ! -t 0 ]; then as_root=(sudo -n); fi
    fi
    say "installing with ${as_root[0]:+${as_root[0]} }apt-get: $*"
    local install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y
        --no-install-recommends "$@")
    "${install[@]}" </dev/null >/dev/null 2>&1 && return
    # The package lists may be missing or old, as they are in a fresh container.
    { "${as_root[@]}" apt-get -qq update && "${install[@]}"; } >&2 ||
        fail "apt-get could not install $*. What it said stands above."
}

# --- the private root -------------------------------------------------------------------------------------------------

prepare_root() {
    root=$cache/$environment
    if [ ! -d "$root" ]; then
        mkdir -p "$cache" 2>/dev/null || fail "cannot make the folder $cache; set XDG_CACHE_HOME to one that can be written."
        (
            flock -n 9 || { say "another call is making the build environment; waiting for it"; flock 9; }
            [ -d "$root" ] || make_root
        ) 9>"$cache/.making" || exit 1
    fi
    # As root, chroot serves as well.
    if ! have bwrap && ! is_root && have apt-get; then install_with_apt bubblewrap; fi
    # Held for as long as anything runs in the root, so that nobody removes it under us.
    exec {root_lock}>"$root.lock"
    flock -s "$root_lock"
    [ -d "$root" ] || fail "the build environment was removed at this very moment; call again."
    find "$root.lock" -mtime +0 -exec touch {} + 2>/dev/null || true
}

require_root_tools() {
    local missing=()
    have mmdebstrap || missing+=(mmdebstrap)
    is_root || have newuidmap || missing+=(uidmap)
    [ "$(os_field ID)" = debian ] || [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
    have bwrap || missing+=(bubblewrap)
    [ ${#missing[@]} -gt 0 ] || return 0
    have apt-get || fail "to make a private Debian 13 root for Qt 6.8, these are needed: ${missing[*]}." \
        "Install them, or install Qt >= 6.8, KF6 SyntaxHighlighting and QScintilla for Qt 6 and set LATCHKEY_ENVIRONMENT=native."
    install_with_apt "${missing[@]}"
}

# The mirror that this machine already uses, when it is a Debian; else mmdebstrap's own choice.
mirror() {
    if [ -n "${LATCHKEY_MIRROR:-}" ]; then
        printf '%s' "$LATCHKEY_MIRROR"
    elif [ "$(os_field ID)" = debian ] && have apt-get; then
        apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
            awk -v suite="$(os_field VERSION_CODENAME)" '$1 == suite && $2 == "main" && $3 ~ /^https?:/ { print $3; exit }'
    fi
}

free_megabytes() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

require_space() {
    local free
    free=$(free_megabytes "$1")
    [ "$free" -ge "$root_megabytes" ] ||
        fail "the build environment takes about $root_megabytes MB in $1, where $free MB are free." \
            "Make room there, or set XDG_CACHE_HOME to a folder with more."
}

# Makes the root beside its final place and renames it when it is whole, so a half-made one is never taken for one.
make_root() {
    require_root_tools
    remove_old_roots
    local part=$root.part log=$cache/root.log list started=$SECONDS
    rm -rf --one-file-system "$part"
    require_space "$cache"
    list=$(packages | paste -sd,)
    say "making the build environment (Debian 13, downloads about 600 MB) in $root"
    trap 'rm -rf --one-file-system "$part"' EXIT
    trap 'exit 130' INT TERM HUP
    local how=() output=$part
    if ! is_root; then
        # The mapped users of this mode cannot see into a private home, hence a stream and a public scratch folder.
        grep -q "^$(id -un):" /etc/subuid 2>/dev/null || fail "your user has no range in /etc/subuid, which mmdebstrap needs." \
            "An administrator can add one: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
        require_space /var/tmp
        how=(--mode=unshare) output=-
    elif unshare -m true 2>/dev/null; then
        # In this mode the mounts made meanwhile are gone, whatever ends it.
        how=(--mode=unshare)
    else
        how=(--mode=root)
    fi
    how+=(--variant=apt --format=auto "--include=$list"
        --aptopt='Acquire::Retries "2"' --aptopt='Acquire::http::Timeout "30"' --dpkgopt=force-unsafe-io
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*'
        --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*'
        # Places to bind the host's files onto.
        --customize-hook='cd "$1/etc" && touch resolv.conf hosts hostname machine-id && mkdir -p "$1/usr/share/fonts/host"')
    if [ "$output" = - ]; then
        { TMPDIR=/var/tmp run_mmdebstrap "$log" "${how[@]}" "$suite" - "$(mirror)" | unpack "$part" "$log"; } ||
            explain_failure "$log"
    else
        run_mmdebstrap "$log" "${how[@]}" "$suite" "$part" "$(mirror)" || explain_failure "$log"
    fi
    mv "$part" "$root"
    trap - EXIT INT TERM HUP
    rm -f "$log"
    say "the build environment is ready after $((SECONDS - started)) s"
}

# run_mmdebstrap LOG OPTIONS... SUITE TARGET MIRROR: an empty mirror is left out; its stages are shown, the rest logged.
run_mmdebstrap() {
    local log=$1
    shift
    local arguments=("$@")
    [ -n "${arguments[-1]}" ] || unset 'arguments[-1]'
    : >"$log" 2>/dev/null || log=/dev/null
    {
        # What belongs to this machine's compilers and locales has no business in there.
        env -i PATH="$PATH" TMPDIR="${TMPDIR:-/tmp}" HOME="${HOME:-/}" LC_ALL=C.UTF-8 ${http_proxy:+http_proxy="$http_proxy"} \
            ${https_proxy:+https_proxy="$https_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
            mmdebstrap "${arguments[@]}" </dev/null 2>&1 >&3 3>&- | while IFS= read -r line; do
            printf '%s\n' "$line" >>"$log" 2>/dev/null || true
            case $line in 'I: running apt-get'* | 'I: downloading'* | 'I: extracting'* | 'I: installing'*) say "  ${line#I: }" ;; esac
        done
        return "${PIPESTATUS[0]}"
    } 3>&1
}

unpack() {
    mkdir -p "$1" && tar -x -C "$1" --no-same-owner --exclude='./dev/*' 2>>"$2"
}

explain_failure() {
    local log=$1 why
    why=$(grep -E '^(E|W|Err|dpkg|tar|mmdebstrap)|No space left' "$log" 2>/dev/null | grep -v '^W: ' | cut -c1-200 | tail -n 4) || true
    if grep -qE "No space left|enough free space|write error" "$log" 2>/dev/null || [ "$(free_megabytes "$cache")" -lt 20 ]; then
        say "the disk is full: the build environment takes about $root_megabytes MB in $cache. Nothing half-made was left."
    elif grep -qE 'Could not (resolve|connect)|Temporary failure|Failed to fetch|Unable to connect|timed out|404 ' "$log" 2>/dev/null; then
        say "the packages could not be downloaded from ${LATCHKEY_MIRROR:-the Debian mirror}; is this machine online? Nothing half-made was left."
    else
        say "mmdebstrap failed. Nothing half-made was left."
    fi
    [ -z "$why" ] || printf '%s\n' "$why" | sed 's/^/    /' >&2
    say "the whole log: $log"
    exit 1
}

# Roots of earlier package lists go when nobody is in them and nobody has used them for two weeks: another checkout
# of Latchkey may still want its own.
remove_old_roots() {
    local lock old
    while IFS= read -r lock; do
        old=${lock%.lock}
        [ "$old" != "$root" ] || continue
        (flock -n 9 && rm -rf --one-file-system "$old" "$lock") 9<"$lock" || true
    done < <(find "$cache" -maxdepth 1 -name 'root-????????????.lock' -mtime +14)
}

# --- entering ---------------------------------------------------------------------------------------------------------

# environment_enter CMD...: runs CMD in the environment, in the current folder.
environment_enter() {
    if [ "$environment" = native ]; then
        "$@"
        return
    fi
    local how
    how=$(way_in) || exit 1
    plan_mounts
    clean_variables
    case $how in
        bwrap) enter_by_bwrap "$@" ;;
        chroot) enter_by_chroot "$@" ;;
        copy) enter_by_copy "$@" ;;
    esac
}

way_in() {
    local way
    for way in ${LATCHKEY_ENTER:-bwrap chroot copy}; do
        if enter_with "$way"; then
            printf '%s' "$way"
            return
        fi
    done
    say "neither bwrap nor chroot can enter the build environment in $root here."
    if have bwrap; then
        bwrap --bind / / true 2>&1 | sed 's/^/    /' >&2 || true
        say "An administrator can allow user namespaces (Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0;" \
            "Debian: sysctl kernel.unprivileged_userns_clone=1), or call this as root."
    else
        say "bwrap is missing; an administrator can install it: apt-get install bubblewrap"
    fi
    fail "Or build natively: install Qt >= 6.8, KF6 SyntaxHighlighting and QScintilla for Qt 6, then set LATCHKEY_ENVIRONMENT=native."
}

# enter_with WAY: can this machine do it?
enter_with() {
    case $1 in
        bwrap) have bwrap && bwrap --bind / / true 2>/dev/null ;;
        chroot) is_root && unshare -m true 2>/dev/null ;;
        copy) is_root ;;
    esac
}

# What the root looks like inside, as lines of `mounts`: KIND SOURCE TARGET.
plan_mounts() {
    mounts=()
    local entry name
    for entry in "$root"/*; do
        name=/${entry##*/}
        if [ -L "$entry" ]; then
            mounts+=("link" "$(readlink "$entry")" "$name")
        elif is_system_folder "$name"; then
            case $name in
                /dev | /proc | /sys) mounts+=("rw" "$name" "$name") ;;
                /run) mounts+=("tmpfs" - /run) ;;
                *) mounts+=("ro" "$entry" "$name") ;;
            esac
        fi
    done
    plan_host_folders
    plan_host_files
}

is_system_folder() {
    case $1 in
        /bin | /boot | /dev | /etc | /lib | /lib?? | /libx32 | /proc | /run | /sbin | /sys | /usr) true ;;
        *) false ;;
    esac
}

plan_host_folders() {
    local folder target
    for folder in /*; do
        if is_system_folder "$folder" || [ "$folder" = /lost+found ]; then continue; fi
        if [ -L "$folder" ]; then
            mounts+=("link" "$(readlink "$folder")" "$folder")
        elif [ -d "$folder" ] && [ -x "$folder" ]; then
            mounts+=("rw" "$folder" "$folder")
        fi
    done
    mounts+=("rw" /usr/src /usr/src)
    # The display, sound and the desktop's bus: sockets in the folder of the session.
    for target in "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}" /run/dbus /run/udev /run/systemd/resolve /run/media; do
        case $target in /run/*) [ ! -d "$target" ] || mounts+=("rw" "$target" "$target") ;; esac
    done
    for target in /var/lib/dpkg /var/cache/fontconfig; do
        [ ! -d "$target" ] || [ ! -d "$root$target" ] || mounts+=("ro" "$root$target" "$target")
    done
    [ -z "${LATCHKEY_DESKTOP:-}" ] || [ ! -d /usr/share/fonts ] || mounts+=("ro" /usr/share/fonts /usr/share/fonts/host)
}

plan_host_files() {
    local file
    for file in /etc/resolv.conf /etc/hosts /etc/hostname /etc/machine-id /etc/passwd /etc/group \
        /etc/ssl/certs/ca-certificates.crt; do
        [ ! -f "$file" ] || [ ! -e "$root$file" ] || mounts+=("ro" "$(readlink -f "$file")" "$file")
    done
}

# Variables that name the host's libraries or locales mislead programs of the root.
clean_variables() {
    local name zone
    for name in LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH PKG_CONFIG_PATH \
        CMAKE_PREFIX_PATH QT_PLUGIN_PATH QML2_IMPORT_PATH PYTHONHOME PYTHONPATH CC CXX CFLAGS CXXFLAGS LDFLAGS \
        LOCPATH GIO_MODULE_DIR GTK_PATH XDG_DATA_DIRS XDG_CONFIG_DIRS BASH_ENV ENV PERL5LIB SSL_CERT_DIR; do
        unset "$name"
    done
    export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    # The root has no other locale; what language the reader prefers stays known to Qt.
    local spoken=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
    export LANGUAGE=${LANGUAGE:-${spoken%%.*}} LC_ALL=C.UTF-8
    zone=$(readlink /etc/localtime 2>/dev/null) || zone=
    case $zone in */zoneinfo/*) export TZ=${TZ:-:${zone#*/zoneinfo/}} ;; esac
}

# The caller's shell stays as the parent: when it is killed, what it started in the root ends with it.
enter_by_bwrap() {
    local arguments=() index
    for ((index = 0; index < ${#mounts[@]}; index += 3)); do
        local kind=${mounts[index]} source=${mounts[index + 1]} target=${mounts[index + 2]}
        case $kind in
            ro) arguments+=(--ro-bind "$source" "$target") ;;
            rw) if [ "$target" = /dev ]; then arguments+=(--dev-bind /dev /dev); else arguments+=(--bind-try "$source" "$target"); fi ;;
            link) arguments+=(--symlink "$source" "$target") ;;
            tmpfs) arguments+=(--tmpfs "$target") ;;
        esac
    done
    bwrap "${arguments[@]}" --die-with-parent --chdir "$PWD" -- "$@"
}

enter_by_chroot() {
    local place=$cache/.chroot
    mkdir -p "$place"
    unshare -m --propagation private bash "$packaging/enter-chroot.sh" "$place" "$PWD" ${#mounts[@]} "${mounts[@]}" "$@"
}

# Without the right to mount, the checkout is copied into the root, and what the command changed in it comes back.
# Good enough for a build and its tests; files elsewhere stay out of sight.
enter_by_copy() {
    local inside=$root${top:?} status=0
    [ -n "${LATCHKEY_COPY_TOLD:-}" ] || say "nothing can be mounted here: working on a copy of the checkout inside $root"
    mkdir -p "$inside" "$root$cache" "$root/proc" "$root/tmp"
    find "$inside" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
    (cd "$top" && find . -mindepth 1 -maxdepth 1 ! -name build -exec cp -a -t "$inside" {} +)
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    chroot "$root" /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@" || status=$?
    (cd "$inside" && find . -mindepth 1 -maxdepth 1 ! -name build ! -name .git -exec cp -au -t "$top" {} +)
    return "$status"
}
