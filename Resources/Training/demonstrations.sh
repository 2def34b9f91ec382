#!/bin/sh
# The three demonstrations of training: what the README's table says, anew.
# Usage: demonstrations.sh SPIKEGRAPH OUTPUT_FOLDER [SOUNDS]
# SOUNDS is the folder of Debian's alsa-utils, a voice that says where loudspeakers are. Front_Center.wav is
# held out: no parameter is learned or chosen by it. Rear_Center.wav chooses.
set -eu
spikegraph=$1 out=$2 sounds=${3:-/usr/share/sounds/alsa}
patches=$(dirname "$0")
mkdir -p "$out/wet"

learn() { # PATCH OUTPUT [OPTION...]: by the voice, to give back what comes in
    patch=$1 name=$2
    shift 2
    "$spikegraph" train --patch "$patches/$patch.spikegraph" --autoencode --loss si-sdr \
        --input "$sounds"/Front_Left.wav "$sounds"/Front_Right.wav "$sounds"/Rear_Left.wav \
        "$sounds"/Rear_Right.wav "$sounds"/Side_Left.wav "$sounds"/Side_Right.wav \
        --validation "$sounds/Rear_Center.wav" --held-out "$sounds/Front_Center.wav" \
        -o "$out/$name.spikegraph" --overwrite --report "$out/$name.json" "$@" | grep "held out"
}

echo "1. A vocoder of 32 neurons learns its decoder:"
learn vocoder vocoder --steps 200 --learning-rate 0.01

echo "2. Neurons learn a drive of 9 dB and a lowpass of 0.25 ms by ear:"
"$spikegraph" render --patch "$patches/effect.spikegraph" "$sounds"/Front_L*.wav "$sounds"/Front_R*.wav \
    "$sounds"/Rear_*.wav -o "$out/wet/" --bits 32f --tail 0 --overwrite > /dev/null
"$spikegraph" train --patch "$patches/match.spikegraph" --steps 400 --learning-rate 0.05 \
    --input "$sounds"/Front_L*.wav "$sounds"/Front_R*.wav "$sounds"/Rear_*.wav --target "$out/wet" \
    -o "$out/match.spikegraph" --overwrite > /dev/null
grep -E '"(drive|tau)":' "$out/match.spikegraph"

echo "3. A vocoder learns to spare spikes, to which it is held more and more:"
for weight in 0 1e-5 1.2e-5 1.4e-5 2e-5 5e-5; do
    if [ $weight = 0 ]; then set --; else set -- --regularise rate=0..40 --regularise-weight $weight; fi
    printf "weight %s: " $weight
    learn sparing "sparing-$weight" --steps 120 --learning-rate 0.01 "$@"
done
