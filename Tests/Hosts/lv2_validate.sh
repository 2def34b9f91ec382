#!/usr/bin/env bash
# Checks the LV2 bundle's text against the vocabularies that it uses.
# usage: lv2_validate.sh BUNDLE
set -euo pipefail
for tool in lv2_validate sord_validate; do
    command -v $tool >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
done
# What JUCE writes about every plugin: doap:maintainer and doap:release on a plugin (2), a UI's extension data and
# optional feature that no vocabulary declares (2), port properties on the bypass parameter (2).
known=6
said=$(lv2_validate /usr/lib/lv2/*.lv2/*.ttl "$1"/*.ttl 2>&1 || true)
grep -q "errors among" <<<"$said" || { echo "failed: it did not get through: $said" >&2; exit 1; }
found=$(awk '
    /^error:/ { message = $0; next }
    /spikegraph/ && message != "" { print message " " $1; message = "" }' <<<"$said")
count=$(printf '%s' "$found" | grep -c . || true)
printf '%s\n' "$found"
((count <= known)) || { echo "failed: $count complaints, where JUCE's own are $known" >&2; exit 1; }
