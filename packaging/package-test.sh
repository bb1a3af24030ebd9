# shellcheck shell=bash
# Sourced by packaging/dev: proves that the package works where nothing of ours is. A fresh, minimal Debian 13 is made
# with mmdebstrap (as the build environment is), the package is installed there with what it depends on, tried by
# package-check.sh, and removed again. What is downloaded is kept in the cache; a network is needed all the same, for the
# lists of packages. Where this can not be done it is said, and the status is 77.

package_test() {
    local deb=$1 store=$cache/package-test archives work status=0 how=() address log
    archives=$store/archives log=$store/log
    mkdir -p "$archives"
    work=$(mktemp -d "$store/work.XXXXXX")
    # Expanded now: the names are gone when it runs.
    # shellcheck disable=SC2064
    trap "rm -rf '$work'" EXIT
    cp "$deb" "$work/latchkey.deb"
    cp "$packaging/package-check.sh" "$work/"
    chmod -R a+rX "$work"
    address=$(mirror)
    if ! is_root || unshare -m true 2>/dev/null; then how=(--mode=unshare); else how=(--mode=root); fi
    say "trying $(basename "$deb") in a fresh Debian 13 (the log: $log)"
    local started=$SECONDS
    TMPDIR=${LATCHKEY_SCRATCH:-/var/tmp} run_mmdebstrap "$log" "${how[@]}" --variant=apt --format=null \
        --aptopt='Acquire::Retries "2"' --aptopt='Acquire::http::Timeout "30"' --dpkgopt=force-unsafe-io \
        --skip=download/empty --skip=essential/unlink \
        --setup-hook='mkdir -p "$1/var/cache/apt/archives"' \
        --setup-hook="sync-in '$archives' /var/cache/apt/archives" \
        --customize-hook='mkdir -p "$1/opt/latchkey-test"' \
        --customize-hook="copy-in '$work/latchkey.deb' '$work/package-check.sh' /opt/latchkey-test" \
        --customize-hook='chroot "$1" bash /opt/latchkey-test/package-check.sh 2>&1 || touch "$1/opt/latchkey-test/failed"' \
        --customize-hook="sync-out /var/cache/apt/archives '$archives'" \
        --customize-hook="sync-out /opt/latchkey-test '$work'" \
        --customize-hook='test ! -e "$1/opt/latchkey-test/failed"' \
        "$suite" /dev/null "$address" || status=$?
    mkdir -p "$top/build/package-test"
    cp "$work"/*.png "$work"/*.txt "$top/build/package-test/" 2>/dev/null || true
    grep -E '^(check|FAILED)' "$log" >&2 || true
    if [ "$status" != 0 ]; then
        if ! grep -qE '^(check|FAILED)' "$log"; then
            ! grep -qE 'Could not (resolve|connect)|Temporary failure|Unable to connect|timed out' "$log" ||
                skip_package_test "the Debian mirror can not be reached; is this machine online? The log: $log"
            explain_failure "$log"
        fi
        grep -A20 -m1 '^FAILED' "$log" | tail -n +2 | cut -c1-300 | sed 's/^/    /' >&2
        fail "the package does not work; the whole log: $log"
    fi
    say "the package works ($((SECONDS - started)) s); its pictures and lists lie in build/package-test"
}

skip_package_test() {
    say "skipped: $*"
    exit 77
}

# Before anything is built.
package_test_or_skip() {
    local made_in=${LATCHKEY_INSIDE:-}
    [ "$made_in" ] || made_in=$(environment_choose && printf '%s' "$environment")
    if [ "$made_in" = native ] && [ "$(os_field ID) $(os_field VERSION_CODENAME)" != "debian $suite" ]; then
        skip_package_test "a package made here is for this system, and what is tried is one for Debian 13." \
            "LATCHKEY_ENVIRONMENT=root packaging/dev package --test makes and tries that."
    fi
    have mmdebstrap || skip_package_test "the package is tried with mmdebstrap, which is not here." \
        "Call packaging/dev package --test outside of the build environment."
    if is_root; then
        chroot / true 2>/dev/null || skip_package_test "a root without the right to chroot can not try the package." \
            "Call packaging/dev package --test outside of the build environment."
    else
        grep -q "^$(id -un):" /etc/subuid 2>/dev/null || skip_package_test "your user has no range in /etc/subuid."
    fi
}
