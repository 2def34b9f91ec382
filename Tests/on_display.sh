#!/usr/bin/env bash
# Runs a command on a virtual display of its own; 77, which skips a test, where there is none.
# usage: on_display.sh COMMAND [ARGUMENT...]
set -euo pipefail
command -v Xvfb >/dev/null || { echo "skipped: there is no Xvfb"; exit 77; }
folder=$(mktemp -d)
display_pid=''
clean_up() {
    [ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null || true
    rm -rf "$folder"
}
trap clean_up EXIT
# Not the first free one: what runs beside without a display of its own tries :0, and dies with it.
Xvfb ":$((1000 + $$ % 30000))" -displayfd 3 -screen 0 2000x1300x24 -nolisten tcp 3>"$folder/display" 2>/dev/null &
display_pid=$!
for ((i = 0; i < 200; ++i)); do
    [ -s "$folder/display" ] && break
    sleep 0.1
done
[ -s "$folder/display" ] || { echo "Xvfb gave no display" >&2; exit 1; }
# A home of its own: no settings and presets of the person who runs it.
mkdir -p "$folder/home"
export HOME=$folder/home
unset XDG_CONFIG_HOME XDG_DATA_HOME WAYLAND_DISPLAY
DISPLAY=:$(cat "$folder/display") "$@"
