#!/usr/bin/env bash
# Renders speech through the built plugin in Ardour 7, headless, and compares it with what the command renders.
# usage: ardour.sh VST3|LV2 BUNDLE COMMAND SOURCE_FOLDER
set -euo pipefail
format=$1 bundle=$2 command=$3 source=$4
here=$(dirname "$(realpath "$0")")
# One whose silence leaves no trace: Ardour plays some before the session's start, nobody knows how much.
preset="Leaky Neuron"

scanner=/usr/lib/ardour7/ardour-vst3-scanner
for tool in ardour7-lua ardour7-export "$scanner" sox python3; do
    command -v "$tool" >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
done

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() {
    echo "failed: $*" >&2
    sed 's/^/  Ardour said: /' "$folder/said" >&2
    exit 1
}
mkdir -p "$folder/home/.vst3" "$folder/lv2"
sox "$source/Resources/Sounds/front-center.wav" -c 2 "$folder/in.wav"
"$command" render --preset "$preset" "$folder/in.wav" -o "$folder/wanted.wav" --bits 32f --tail none --quiet

export HOME=$folder/home POSIXLY_CORRECT=1
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME
case $format in
    VST3)
        cp -a "$bundle" "$HOME/.vst3/"
        # Ardour loads what is in its cache only.
        LD_LIBRARY_PATH=/usr/lib/ardour7 "$scanner" -v -f "$HOME/.vst3/$(basename "$bundle")" >"$folder/said" 2>&1
        id=$(sed -n 's/.*<VST3Info uid="\([0-9A-F]*\)".*/\1/p' "$folder/said")
        ;;
    LV2)
        cp -a "$bundle" "$folder/lv2/"
        export LV2_PATH=$folder/lv2:/usr/lib/lv2
        id=https://github.com/spikegraph/spikegraph
        ;;
esac
[ -n "$id" ] || fail "its scanner finds no plugin in $bundle"
timeout 120 ardour7-lua "$here/Ardour/plug.lua" "$format" "$id" "$preset" "$folder/session" session 2 \
    >"$folder/said" 2>&1 || fail "no session with the plugin came about"
python3 "$here/Ardour/place.py" "$folder/session" session "$folder/in.wav"

# Exports the session and compares it; says in $reason what is wrong.
renders_the_same() {
    reason="the export failed"
    timeout 120 ardour7-export -b float -s 48000 -o "$folder/heard.wav" "$folder/session" session \
        >"$folder/said" 2>&1 || return 1
    # A millionth becomes 1 of 10, so that sox prints it.
    difference=$(sox -M "$folder/heard.wav" "$folder/wanted.wav" -e floating-point -b 64 -t wav - \
        remix -m 1v100000,3v-100000 2v100000,4v-100000 2>/dev/null | sox -t wav - -n stat 2>&1 |
        awk '/M(ax|in)imum amplitude/ { v = $3 < 0 ? -$3 : $3; if (v > most) most = v } END { print most / 100000 }')
    loudest=$(sox "$folder/heard.wav" -n stat 2>&1 | awk '/Maximum amplitude/ { print $3 }')
    reason="the length differs"
    [ "$(soxi -s "$folder/heard.wav" 2>/dev/null)" = "$(soxi -s "$folder/in.wav")" ] || return 1
    reason="its render is silent: at most $loudest"
    awk -v p="$loudest" 'BEGIN { exit !(p > 0.1) }' || return 1
    reason="its render differs from the command's by $difference or more"
    awk -v d="$difference" 'BEGIN { exit !(d < 1e-6) }'
}

# On a busy machine, Ardour 7's export now and then writes beyond its buffer (PortExportChannel), with and
# without plugins, which ends it: it may try three times, and what went wrong is said.
for attempt in 1 2 3; do
    renders_the_same && break
    [ "$attempt" -lt 3 ] || fail "$reason"
    echo "again, since $reason"
done
echo "$format in Ardour: differs from the command by at most $difference, peak $loudest"
