#!/usr/bin/env bash
# Makes a Debian package of what `make install PREFIX=/usr` put into FOLDER/root: scripts/deb.sh FOLDER
set -euo pipefail
folder=$(realpath "${1:?usage: scripts/deb.sh FOLDER}")
project=$(cd "$(dirname "$0")/.." && pwd)
root=$folder/root
version=$("$root/usr/bin/timed" --version | grep -o '[0-9][0-9.]*' | head -1)
architecture=$(dpkg --print-architecture)
umask 022

# Debian's places and forms.
documents=$root/usr/share/doc/timekit
install -d "$root/DEBIAN" "$root/etc/timekit" "$documents/examples"
mv "$documents/config.mainnet.toml" "$root/etc/timekit/config.toml"
mv "$documents"/config.toml "$documents"/timekit.cron "$documents"/prometheus-rules.yml \
    "$documents"/grafana-dashboard.json "$documents/examples"
mv "$documents/CHANGELOG.md" "$documents/changelog"
gzip -9n "$documents/changelog" "$root"/usr/share/man/man?/*
find "$root" -type d -exec chmod 755 {} +

# What the programs need of other packages.
mkdir -p "$folder/shlibs/debian"
printf 'Source: timekit\n\nPackage: timekit\nArchitecture: any\nDescription: x\n' >"$folder/shlibs/debian/control"
depends=$(cd "$folder/shlibs" && dpkg-shlibdeps -O "$root"/usr/bin/* | sed -n 's/^shlibs:Depends=//p')

cat >"$root/DEBIAN/control" <<CONTROL
Package: timekit
Version: $version
Architecture: $architecture
Maintainer: ${DEB_MAINTAINER:-TimeKit <root@localhost>}
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f 1)
Depends: $depends
Recommends: ca-certificates, systemd
Section: net
Priority: optional
Description: node and tools for the TIME Coin network
 The daemon timed follows the chain of the TIME Coin network, verifies each
 block, keeps the chain in SQLite and serves it to others.
 .
 With it come tc-whitelist for trusted peers and bans, tc-discover for the
 published list of peers, tc-probe for the diagnosis of peers, and tc-sync to
 catch up once or to watch.
CONTROL
echo /etc/timekit/config.toml >"$root/DEBIAN/conffiles"
install -m 755 "$project"/packaging/postinst "$project"/packaging/prerm "$project"/packaging/postrm "$root/DEBIAN"
(cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) \
    >"$root/DEBIAN/md5sums"
chmod 644 "$root"/DEBIAN/{control,conffiles,md5sums}
dpkg-deb --root-owner-group --build "$root" "$folder/timekit_${version}_$architecture.deb"
