#!/bin/sh
# Lay out the registry's image: assemble.sh SOURCE IMAGE.
set -eu
source=$1
image=$2

mkdir -p "$image/bin" "$image/etc/docker/registry" "$image/etc/ssl/certs" "$image/var/lib/registry" \
    "$image/root" "$image/run" "$image/proc" "$image/sys" "$image/dev"
install -d -m 1777 "$image/tmp"

# The registry and the libraries that it is linked with, at the paths that it looks them up.
install -m 0755 /usr/bin/docker-registry "$image/bin/registry"
ldd /usr/bin/docker-registry > /tmp/libraries
grep -o '/[^ ]*\.so[^ ]*' /tmp/libraries | sort -u | while read -r library; do
    mkdir -p "$image${library%/*}"
    cp -L "$library" "$image$library"
done
# The resolver is loaded by name at run time; without it the registry looks up names by itself.
cp -L /lib/"$(uname -m)"-linux-gnu/libnss_dns.so.2 /lib/"$(uname -m)"-linux-gnu/libnss_files.so.2 \
    "$image/lib/$(uname -m)-linux-gnu/" 2> /dev/null || true

# A shell and the usual commands, as in the real image (Alpine's, which are busybox too).
busybox=$(command -v busybox)
install -m 0755 "$busybox" "$image/bin/busybox"
"$busybox" --list > /tmp/applets
while read -r applet; do
    [ "$applet" = busybox ] || ln -s busybox "$image/bin/$applet"
done < /tmp/applets

install -m 0755 "$source/entrypoint.sh" "$image/entrypoint.sh"
install -m 0644 "$source/config.yml" "$image/etc/docker/registry/config.yml"
cp /etc/ssl/certs/ca-certificates.crt "$image/etc/ssl/certs/ca-certificates.crt"
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n' > "$image/etc/passwd"
printf 'root:x:0:root\nnogroup:x:65534:\n' > "$image/etc/group"
printf 'hosts: files dns\n' > "$image/etc/nsswitch.conf"
cp /etc/os-release "$image/etc/os-release"

chroot "$image" /bin/registry --version
