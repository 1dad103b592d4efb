#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: packaging/lint.sh BUILD-FOLDER. Checks what is packed beside the programs: desktop files, manuals, the service,
# scripts. A check whose tool is not installed is skipped and says so.
set -u

build=$(cd "${1:?usage: packaging/lint.sh BUILD-FOLDER}" && pwd) || exit 2
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0

# check TOOL TITLE COMMAND…: a fault when the command fails or says anything on its error stream.
check() {
    tool=$1
    title=$2
    shift 2
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "skipped  $title ($tool is not installed)"
    elif "$@" >"$scratch/out" 2>"$scratch/err" </dev/null && ! [ -s "$scratch/err" ]; then
        echo "ok       $title"
    else
        echo "FAULT    $title"
        cat "$scratch/out" "$scratch/err"
        faults=$((faults + 1))
    fi
}

manual() {
    LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$1" >/dev/null
}

mime_type() {
    mkdir -p "$scratch/mime/packages"
    cp packaging/linux/org.coterie.Coterie.mime.xml "$scratch/mime/packages/org.coterie.Coterie.xml"
    XDG_DATA_DIRS=$scratch:/usr/share update-mime-database "$scratch/mime" 2>"$scratch/noise" || return 1
    grep -q 'x-coterie:\*\.coterie' "$scratch/mime/globs"
}

# Every option that --help knows is in the manual.
options_are_explained() {
    "$build/bin/$1" --help >"$scratch/help" || return 1
    sed 's/\\-/-/g' "packaging/linux/$1.1" >"$scratch/manual"
    grep -oE '^ +(-[a-zA-Z], )?--[a-z-]+' "$scratch/help" | grep -oE -- '--[a-z-]+' | while read -r option; do
        grep -q -- "$option" "$scratch/manual" || echo "$1.1 does not explain $option" >&2
    done
}

check desktop-file-validate "desktop entry" desktop-file-validate packaging/linux/org.coterie.Coterie.desktop
check appstreamcli "metainfo" appstreamcli validate --no-net "$build/packaging/org.coterie.Coterie.metainfo.xml"
check update-mime-database "type of *.coterie" mime_type
check man "manual of coterie" manual packaging/linux/coterie.1
check man "manual of coterie-server" manual packaging/linux/coterie-server.1
check systemd-analyze "exposure of the service at most 1.5" \
    systemd-analyze security --offline=true --threshold=15 --no-pager packaging/server/coterie-server.service
check shellcheck "shell scripts" shellcheck -x packaging/setup packaging/lint.sh packaging/smoke-test.sh packaging/assembled-root.sh \
    packaging/deb/server/postinst packaging/deb/server/prerm packaging/deb/server/postrm .ci/run .ci/with-server
check "$build/bin/coterie-server" "manual has every option of coterie-server" options_are_explained coterie-server
check "$build/bin/coterie" "manual has every option of coterie" options_are_explained coterie

[ "$faults" -eq 0 ] || { echo "$faults faults"; exit 1; }
