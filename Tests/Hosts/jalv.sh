#!/usr/bin/env bash
# Plays speech through the built LV2 in jalv, in real time on a JACK without hardware, and listens.
# usage: jalv.sh BUNDLE SOURCE_FOLDER
set -euo pipefail
bundle=$1 source=$2
for tool in jackd jack_wait jack_rec jalv ecasound sox; do
    command -v "$tool" >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
done

folder=$(mktemp -d)
server='' plugin=''
clean_up() {
    for pid in $plugin $server; do
        kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    rm -rf "$folder"
}
trap clean_up EXIT
fail() {
    echo "failed: $*" >&2
    tail -n 20 "$folder"/*.said >&2
    exit 1
}

mkdir -p "$folder/home" "$folder/lv2"
cp -R "$bundle" "$folder/lv2/"
export HOME=$folder/home LV2_PATH=$folder/lv2:/usr/lib/lv2 JACK_DEFAULT_SERVER=spikegraph$$ JACK_NO_AUDIO_RESERVATION=1
unset DISPLAY WAYLAND_DISPLAY
sox "$source/Resources/Sounds/front-center.wav" -c 2 "$folder/in.wav"

jackd -r -n "$JACK_DEFAULT_SERVER" -d dummy -r 48000 -p 1024 -C 2 -P 2 >"$folder/jack.said" 2>&1 &
server=$!
jack_wait -w -t 10 >/dev/null || { echo "skipped: JACK does not start here"; exit 77; }
jalv -i -n plug -x https://github.com/spikegraph/spikegraph >"$folder/jalv.said" 2>&1 &
plugin=$!
for ((i = 0; i < 100; ++i)); do
    kill -0 "$plugin" 2>/dev/null || fail "jalv ended"
    jack_lsp 2>/dev/null | grep -q plug:audio_out_2 && break
    sleep 0.1
done
jack_rec -f "$folder/heard.wav" -d 4 -b 24 plug:audio_out_1 plug:audio_out_2 >"$folder/rec.said" 2>&1 &
recorder=$!
sleep 0.3
ecasound -q -B:rt -i:"$folder/in.wav" -o:jack_multi,plug:audio_in_1,plug:audio_in_2 >"$folder/play.said" 2>&1 ||
    fail "the speech cannot be played"
wait "$recorder" || fail "nothing was recorded"
kill -0 "$plugin" 2>/dev/null || fail "jalv ended while it played"

level() { sox "$1" -n stat 2>&1 | awk '/RMS.*amplitude/ { print $3 }'; }
in=$(level "$folder/in.wav") out=$(level "$folder/heard.wav")
# The recording is longer than the speech, so that a half is as loud; a tenth would be a fault.
awk -v i="$in" -v o="$out" 'BEGIN { exit !(o > 0.2 * i && o < 2 * i) }' || fail "speech of $in RMS came out as $out"
echo "LV2 in jalv: speech of $in RMS came out as $out over a longer recording"
