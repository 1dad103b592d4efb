# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Sourced by smoke-test.sh: a root folder of what this machine has installed, but only of the packages that a package
# depends on, all the way down, and of the essential ones. As good as a clean Debian for the question what is missing in
# its Depends, and needs no network. Only root may chroot into it.

# Every installed package that somebody provides: "NAME PROVIDER", once for the name itself.
providers() {
    dpkg-query -W -f '${db:Status-Status}\t${Package}\t${Provides}\n' | awk -F '\t' '$1 == "installed" {
        print $2, $2
        count = split($3, names, /, */)
        for (i = 1; i <= count; i++) { sub(/[ :(].*/, "", names[i]); if (names[i] != "") print names[i], $2 }
    }'
}

# The packages that fulfil the dependencies on standard input ("a (>= 1) | b, c"), all the way down; one that is not
# installed is said and ends it.
closure() {
    local -A provider=() seen=()
    local name by wanted found alternatives=() queue=() more=()
    while read -r name by; do [ -n "${provider[$name]:-}" ] || provider[$name]=$by; done < <(providers)
    mapfile -t queue < <(tr ',' '\n')
    while [ "${#queue[@]}" -gt 0 ]; do
        wanted=${queue[0]}
        queue=("${queue[@]:1}")
        [ -n "${wanted// /}" ] || continue
        found=
        mapfile -t alternatives < <(tr '|' '\n' <<<"$wanted" | sed -E 's/^ *([^ :(]+).*/\1/')
        for name in "${alternatives[@]}"; do
            found=${provider[$name]:-}
            [ -z "$found" ] || break
        done
        [ -n "$found" ] || { echo "not installed here: $wanted" >&2; return 1; }
        [ -z "${seen[$found]:-}" ] || continue
        seen[$found]=1
        echo "$found"
        mapfile -t more < <(dpkg-query -W -f '${Pre-Depends}\n${Depends}\n' "$found" | tr ',' '\n')
        queue+=("${more[@]}")
    done
}

# assemble ROOT DEB…: puts there what the packages in DEB… depend on, and tells dpkg in there of it.
assemble() {
    local root=$1 packages package folder
    shift
    packages=$({
        dpkg-query -W -f '${Essential} ${Package},\n' | sed -n 's/^yes //p'
        for package in "$@"; do dpkg-deb -f "$package" Depends && echo ,; done
    } | tr -d '\n' | closure) || return 1
    mkdir -p "$root"/{usr/{bin,sbin,lib,lib64},etc,proc,dev,tmp,run,var/{log,lib/dpkg/{info,updates,triggers}}}
    chmod 1777 "$root/tmp"
    for folder in bin sbin lib lib64; do [ -e "$root/$folder" ] || ln -s "usr/$folder" "$root/$folder"; done
    [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3
    touch "$root/var/lib/dpkg/status" "$root/var/lib/dpkg/available"
    for package in $packages; do
        ! grep -qx "Package: $package" "$root/var/lib/dpkg/status" || continue
        # A diversion or a file that was excluded when this machine was made is listed and not there.
        dpkg-query -L "$package" | while read -r path; do
            if [ -e "$path" ] && { [ ! -d "$path" ] || [ -L "$path" ]; }; then echo "${path#/}"; fi
        done
        dpkg-query -s "$package" >>"$root/var/lib/dpkg/status"
        echo >>"$root/var/lib/dpkg/status"
        cp -p /var/lib/dpkg/info/"$package"{,:*}.list "$root/var/lib/dpkg/info/" 2>/dev/null || true
    done >"$root/files"
    tar -C / --no-recursion -T "$root/files" -cf - 2>/dev/null | tar -C "$root" --keep-directory-symlink --no-same-owner -xf -
    rm "$root/files"
    [ -e "$root/etc/passwd" ] || cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
    [ -e "$root/etc/group" ] || cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
    [ -e "$root/bin/sh" ] || ln -s dash "$root/bin/sh"
    chroot "$root" ldconfig
}
