#!/usr/bin/env bash
# Starts the real app on a display of its own, works it with the keyboard, and looks at what it leaves behind.
# usage: window.sh APP SOURCE_FOLDER
set -euo pipefail
app=$1 source=$2

source "$(dirname "$0")/app_on_display.sh"

cp "$source/Presets/Neuron Cloud.spikegraph" "$folder/cloud.spikegraph"
cp "$source/Resources/Sounds/front-center.wav" "$folder/speech.wav"

colours() { import -window root "$1" && convert "$1" -format %k info:; }
recording() { find "$HOME/Music/Spikegraph" -name 'Neuron Cloud *.wav' 2>/dev/null | grep .; }
hidden() { find "$HOME/Music/Spikegraph" -name '.*.wav' 2>/dev/null | grep .; }

# A bad file among the good ones is one line, and no more.
start "^Neuron Cloud - Spikegraph$" "$folder/cloud.spikegraph" "$folder/speech.wav" "$folder/none.wav"
grep -qx "Spikegraph: $folder/none.wav: no such file" "$folder/said" || fail "it does not say what is not there"
[ "$(colours "$folder/standing.png")" -gt 30 ] || fail "the window is empty"

xdotool key space
sleep 0.5
xdotool key ctrl+r
within 5 hidden >/dev/null || fail "it does not record"
sleep 1.5
! recording >/dev/null || fail "a recording has its name before it is whole"
import -window root "$folder/playing.png"
[ "$(convert "$folder/standing.png" "$folder/playing.png" -metric AE -compare -format '%[distortion]' info:)" != 0 ] ||
    fail "nothing moves while it plays"
quit

file=$(recording) || fail "there is no recording"
! hidden >/dev/null || fail "there is half a recording"
# A second and more of stereo floats, most of them other than 0.
[ "$(stat -c %s "$file")" -gt 400000 ] || fail "the recording is too short"
sounding=$(tail -c +200 "$file" | od -An -v -tx4 -w4 | grep -cv '^ 00000000$' || true)
[ "$sounding" -gt 50000 ] || fail "the recording is silent: $sounding samples other than 0"

# Without arguments it comes back as it was.
start "^Neuron Cloud - Spikegraph$"
grep -q "$folder/speech.wav" "$XDG_CONFIG_HOME/Spikegraph/Standalone.settings" || fail "the sound is forgotten"
quit

# What it remembers is no condition for its start.
echo rubbish >"$XDG_CONFIG_HOME/Spikegraph/Standalone.settings"
start "^Spike Vocoder 32 - Spikegraph$"
quit
echo "the window, the recording and the restart are as they should be"
