#!/usr/bin/env bash
# Edits a patch in the real app with mouse and keyboard, as a person would, and compares what it saves.
# usage: editing.sh APP SOURCE_FOLDER
set -euo pipefail
app=$1 source=$2
source "$(dirname "$0")/app_on_display.sh"
command -v python3 >/dev/null || { echo "skipped: there is no python3"; exit 77; }

key() { # KEY...
    for name in "$@"; do
        xdotool key "$name"
        sleep 0.15
    done
}
type_text() {
    xdotool type --delay 30 "$1"
    sleep 0.3
}
click() { # X Y [TIMES]
    xdotool mousemove "$1" "$2"
    sleep 0.1
    xdotool click --repeat "${3:-1}" --delay 80 1
    sleep 0.3
}
drag() { # FROM_X FROM_Y TO_X TO_Y
    xdotool mousemove "$1" "$2"
    sleep 0.1
    xdotool mousedown 1
    for step in 1 2 3 4 5; do
        sleep 0.05
        xdotool mousemove $(($1 + ($3 - $1) * step / 5)) $(($2 + ($4 - $2) * step / 5))
    done
    sleep 0.1
    xdotool mouseup 1
    sleep 0.3
}
saved() { find "$HOME" -name "$1.spikegraph" | grep .; }
save_as() { # NAME
    click 560 440 # the ground: keys are the patch's
    key ctrl+s
    sleep 0.3
    key ctrl+a
    type_text "$1"
    key Return
    within 5 saved "$1" >/dev/null || fail "no preset named $1 has been saved"
}
# What of a preset is to be the same: all but its name.
same() { # NAME OTHER
    python3 - "$(saved "$1")" "$(saved "$2")" <<'PYTHON' || fail "$1 and $2 are not the same"
import json, sys
one, other = ({**json.load(open(path)), "name": None} for path in sys.argv[1:])
sys.exit(one != other)
PYTHON
}

start "^Spike Vocoder 32 - Spikegraph$"
xdotool windowmove --sync "$(window "Spikegraph$")" 0 0
sleep 0.3

# A preset by search, and saved as it is.
key ctrl+o
type_text "lowpass"
key Return
sleep 0.5
save_as "As It Was"

# A node from the list; a cable by mouse, from Audio In to it; one by keyboard, from it to Audio Out.
key slash
type_text "gain"
key Return
sleep 0.3
drag 432 277 480 133
click 560 80
key c
sleep 0.3
key Down Down Return
# A knob turned, and a value typed into another: Lowpass's tau.
drag 1002 140 1002 100
click 540 222
click 1004 224 2
key ctrl+a
type_text "2 ms"
key Return
save_as "Edited"
python3 - "$(saved "As It Was")" "$(saved "Edited")" <<'PYTHON' || fail "the edited patch is another than expected"
import json, sys
before, after = (json.load(open(path)) for path in sys.argv[1:])
known = {node["id"] for node in before["nodes"]}
[gain] = [node for node in after["nodes"] if node["id"] not in known]
assert gain["type"] == "gain", gain
level = gain["parameters"].pop("gain")
assert 3 < level < 60, level
ids = {node["type"]: node["id"] for node in after["nodes"]}
lowpass = next(node for node in before["nodes"] if node["type"] == "lowpass")
lowpass["parameters"]["tau"] = 2.0
def cables(patch):
    return sorted(json.dumps(cable, sort_keys=True) for cable in patch["cables"])
def text(cable):
    return json.dumps(cable, sort_keys=True)
new = set(cables(after)) - set(cables(before))
ends = sorted((cable["from"], cable["to"]) for cable in map(json.loads, new))
assert ends == sorted([(ids["audio-in"] + ".out", gain["id"] + ".in"), (gain["id"] + ".out", ids["audio-out"] + ".in")]), ends
after["nodes"].remove(gain)
after["cables"] = [cable for cable in after["cables"] if text(cable) not in new]
before["name"] = after["name"] = None
for field in before:
    assert before[field] == after[field], f"{field} was {before[field]} and is {after[field]}"
PYTHON

# Undone all the way it is the patch that was there at first; redone all the way, as it was edited.
times() { # COUNT KEY
    click 560 440
    for ((i = 0; i < $1; ++i)); do key "$2"; done
}
times 16 ctrl+z
within 5 window "^Spike Vocoder 32 - Spikegraph$" >/dev/null || fail "undo does not go back to the first patch"
times 16 ctrl+y
save_as "Redone"
same "Redone" "Edited"
times 18 ctrl+z
save_as "Undone"
cp "$source/Presets/Spike Vocoder 32.spikegraph" "$HOME/First.spikegraph"
same "Undone" "First"

# Opened again from its file, it is the same.
file=$(saved "Edited")
quit
start "^Edited - Spikegraph$" "$file"
save_as "Reloaded"
same "Reloaded" "Edited"
quit
echo "what was edited, undone, redone, saved and opened again is as it should be"
