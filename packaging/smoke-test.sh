#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Usage: packaging/smoke-test.sh FOLDER-WITH-DEBS
# Installs each package in a clean Debian of its own and tries it: dependencies, --self-check, start, /health, SIGTERM,
# removal. Without debootstrap or a network the clean Debian is assembled of what this machine has installed; who is not
# root can make none, and the packages are unpacked and tried in place.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=assembled-root.sh
. "$(dirname "$0")/assembled-root.sh"

debs=$(realpath "${1:?usage: packaging/smoke-test.sh FOLDER-WITH-DEBS}")
scratch=$(mktemp -d)
root=$scratch/root
mkdir "$root"
passed=0
failed=0

finish() {
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$scratch"
}
trap finish EXIT

# test_that SENTENCE COMMAND…
test_that() {
    local sentence=$1 log
    shift
    if log=$("$@" 2>&1 </dev/null); then
        echo "ok    $sentence"
        passed=$((passed + 1))
    else
        printf 'FAIL  %s\n%s\n' "$sentence" "$log"
        failed=$((failed + 1))
    fi
}

# The mirror this machine installs from; Debian's own when it does not say.
mirror() {
    apt-get indextargets --format "\$(REPO_URI) \$(CODENAME) \$(COMPONENT)" "Created-By: Packages" 2>/dev/null |
        awk '$2 == "bookworm" && $3 == "main" { print $1; exit }'
}

clean_debian() {
    [ "$(id -u)" -eq 0 ] && command -v debootstrap >/dev/null || return 1
    local from
    from=$(mirror)
    if ! debootstrap --variant=minbase bookworm "$root" "${from:-http://deb.debian.org/debian}" >"$scratch/log" 2>&1; then
        tail -n 3 "$scratch/log"
        rm -rf --one-file-system "$root"
        mkdir "$root"
        return 1
    fi
    mount -t proc proc "$root/proc" 2>/dev/null || true
}

inside=yes
if clean_debian; then
    echo "In a clean Debian 12:"
    kind=clean
elif [ "$(id -u)" -eq 0 ] && assemble "$root" "$debs"/coterie-server_*.deb; then
    echo "In a root of nothing but what the packages depend on:"
    kind=assembled
    mount -t proc proc "$root/proc" 2>/dev/null || true
else
    echo "No clean Debian can be made here; unpacking the packages instead:"
    inside=no
fi
if [ "$inside" = yes ]; then
    mkdir "$root/debs"
    cp "$debs"/*.deb "$root/debs/"
    become() { exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen chroot "$root" "$@"; }
    install_package() {
        if [ "$kind" = assembled ]; then
            run sh -c "dpkg -i /debs/$1_*.deb"
        else
            run sh -c "DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install /debs/$1_*.deb"
        fi
    }
else
    become() { exec env HOME="$root" LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$root/usr/bin/$1" "${@:2}"; }
    install_package() { dpkg-deb -x "$debs/$1"_*.deb "$root"; }
fi
run() { (become "$@"); }

no_window_library() {
    local libraries
    if [ "$inside" = yes ]; then libraries=$(run ldd /usr/bin/coterie-server); else libraries=$(ldd "$root/usr/bin/coterie-server"); fi
    ! grep -E 'not found|Qt6(Gui|Widgets|Svg|OpenGL)|libX11|libxcb|libGL|libEGL|wayland' <<<"$libraries"
}
no_window_package() { ! run dpkg-query -W libqt6gui6 libqt6widgets6 2>/dev/null | grep .; }

health() { # over plain TCP: a clean Debian has no curl
    { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
    printf 'GET /health HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&3
    timeout 5 cat <&3 | head -c 4096 | tee "$root/answer"
    exec 3>&-
    grep -q '^HTTP/1.1 200' "$root/answer"
}

serve_and_stop() {
    local log=$root/server.log port='' waited=0 began ended code=0
    mkdir -p "$root/state"
    chmod 777 "$root/state"
    local file=$root/state/smoke.coterie
    [ "$inside" = no ] || file=/state/smoke.coterie
    if [ "$inside" = yes ]; then
        # Not as root: 65534 is nobody.
        env -i PATH=/usr/sbin:/usr/bin HOME=/state chroot --userspec=65534:65534 "$root" \
            coterie-server --file "$file" --listen local --port 0 >"$log" 2>&1 &
    else
        env HOME="$root/state" "$root/usr/bin/coterie-server" --file "$file" --listen local --port 0 >"$log" 2>&1 &
    fi
    local server=$!
    while [ -z "$port" ] && [ "$waited" -lt 100 ] && kill -0 "$server" 2>/dev/null; do
        port=$(sed -n 's/.*listens on port \([0-9]*\).*/\1/p' "$log")
        [ -n "$port" ] || sleep 0.1
        waited=$((waited + 1))
    done
    cat "$log"
    [ -n "$port" ] || return 1
    health "$port" || { kill "$server"; return 1; }
    run coterie-server --healthcheck --port "$port" || { kill "$server"; return 1; }
    began=$(date +%s%N)
    kill -TERM "$server"
    wait "$server" || code=$?
    ended=$(date +%s%N)
    echo "ended with $code after $(((ended - began) / 1000000)) ms"
    [ "$code" -eq 0 ] && [ $((ended - began)) -lt 3000000000 ] && [ -s "$root/state/smoke.coterie" ]
}

# The window without a display, with its own host; what a clean Debian lacks for it shows here.
host_from_the_window() {
    local port=$((20000 + RANDOM % 20000)) window code=1
    local arguments=(--host "Smoke test" --as Tester --local --port "$port" --config-dir /tmp/smoke)
    become coterie "${arguments[@]}" >"$scratch/window.log" 2>&1 &
    window=$!
    for ((i = 0; i < 600; i++)); do
        if health "$port" 2>/dev/null; then code=0; break; fi
        kill -0 "$window" 2>/dev/null || break
        sleep 0.1
    done
    kill "$window" 2>/dev/null || true
    wait "$window" || true
    cat "$scratch/window.log"
    return "$code"
}

test_that "coterie-server installs with its dependencies only" install_package coterie-server
test_that "coterie-server links no window library" no_window_library
[ "$inside" = no ] || test_that "no window library came with coterie-server" no_window_package
test_that "coterie-server finds all it needs" run coterie-server --self-check
test_that "coterie-server serves /health and ends within 3 s, with 0, on SIGTERM" serve_and_stop
if compgen -G "$debs/coterie_*.deb" >/dev/null; then
    if [ "${kind:-}" = assembled ]; then
        test_that "coterie is refused where only the server's dependencies are" eval "! install_package coterie"
        assemble "$root" "$debs"/coterie_*.deb "$debs"/coterie-server_*.deb
    fi
    test_that "coterie installs with its dependencies only" install_package coterie
    test_that "coterie finds all it needs" run coterie --self-check
    test_that "coterie opens its window and hosts" host_from_the_window
fi
if [ "$inside" = yes ]; then
    test_that "coterie-server installs over itself" install_package coterie-server
    test_that "coterie-server can be purged" run dpkg --purge coterie-server
    test_that "nothing of it stays" test ! -e "$root/etc/coterie"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
