#!/usr/bin/env bash
# Times `spikegraph render` in one run beside sox, and two jobs beside one: ratios of the best of some rounds,
# taken in turn, so that whatever else the machine does meets both.
# usage: bulk.sh SPIKEGRAPH [ROUNDS]
set -euo pipefail

spikegraph=$1 rounds=${2:-5}
command -v sox >/dev/null || {
    echo "bulk.sh: needs sox (apt-get install sox)" >&2
    exit 77
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Seconds that a command takes.
seconds() {
    local start=$EPOCHREALTIME
    "$@" >/dev/null
    local end=$EPOCHREALTIME
    echo "$start $end" | awk '{ print $2 - $1 }'
}

# compare NAME "COMMAND" NAME "COMMAND": how many times as fast the second is.
compare() {
    local best_a=1e9 best_b=1e9
    for _ in $(seq "$rounds"); do
        rm -rf "$folder"/out*
        best_a=$(seconds bash -c "$2" | awk -v best="$best_a" '{ print $1 < best ? $1 : best }')
        rm -rf "$folder"/out*
        best_b=$(seconds bash -c "$4" | awk -v best="$best_b" '{ print $1 < best ? $1 : best }')
    done
    awk -v a="$best_a" -v b="$best_b" -v name_a="$1" -v name_b="$3" \
        'BEGIN { printf "%-34s %6.3f s   %-34s %6.3f s   %5.2f x as fast\n", name_a, a, name_b, b, a / b }'
}

sox -n -r 48000 -c 1 -b 16 "$folder/mono.wav" synth 600 pinknoise gain -6
sox -n -r 44100 -c 2 -b 16 "$folder/stereo.wav" synth 300 pinknoise gain -6
mkdir "$folder/many" "$folder/few"
for i in $(seq 8); do ln "$folder/mono.wav" "$folder/few/$i.wav"; done
sox "$folder/mono.wav" "$folder/short.wav" trim 0 0.5
for i in $(seq 300); do ln "$folder/short.wav" "$folder/many/$i.wav"; done

for input in mono stereo; do
    compare "sox, 10 or 2 x 5 min ($input)" "sox $folder/$input.wav $folder/out.wav lowpass -1 1000" \
        "spikegraph" "$spikegraph render --preset Lowpass $folder/$input.wav -o $folder/out.wav --quiet"
done
compare "sox, 300 files of 0.5 s" \
    "mkdir $folder/out; for f in $folder/many/*; do sox \$f $folder/out/\${f##*/} lowpass -1 1000; done" \
    "spikegraph" "$spikegraph render --preset Lowpass $folder/many -o $folder/out --quiet"
for preset in "Lowpass" "Cochlea 64"; do
    set=$([ "$preset" = Lowpass ] && echo few || echo many)
    compare "1 job ($preset)" "$spikegraph render --preset '$preset' $folder/$set -o $folder/out --quiet --jobs 1" \
        "2 jobs" "$spikegraph render --preset '$preset' $folder/$set -o $folder/out --quiet --jobs 2"
done
