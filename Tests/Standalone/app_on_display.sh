# What the tests of the real app share: a display and a home of its own, and how it is started and ended.
# Sourced, with the app in $app.

for tool in Xvfb xdotool import convert; do
    command -v "$tool" >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
done

folder=$(mktemp -d)
display_pid='' app_pid=''
clean_up() {
    [ -z "$app_pid" ] || kill -KILL "$app_pid" 2>/dev/null || true
    [ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null || true
    rm -rf "$folder"
}
trap clean_up EXIT

fail() {
    echo "failed: $*" >&2
    [ ! -s "$folder/said" ] || sed 's/^/  it said: /' "$folder/said" >&2
    exit 1
}

# Tries a command until it succeeds, for up to so many seconds.
within() { # SECONDS COMMAND...
    local tries=$(($1 * 10))
    shift
    until "$@"; do
        ((tries-- > 0)) || return 1
        sleep 0.1
    done
}

# Not the first free one: what runs beside without a display of its own tries :0, and dies with it.
Xvfb ":$((1000 + $$ % 30000))" -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp 3>"$folder/display" 2>/dev/null &
display_pid=$!
within 20 test -s "$folder/display" || fail "Xvfb gave no display"
DISPLAY=:$(cat "$folder/display")
export DISPLAY HOME=$folder/home XDG_CONFIG_HOME=$folder/home/config XDG_DATA_HOME=$folder/home/data
mkdir -p "$HOME"
window() { xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1 | grep .; }
start() { # WINDOW_TITLE [ARGUMENT...]
    local title=$1
    shift
    "$app" --no-audio-device "$@" >"$folder/said" 2>&1 &
    app_pid=$!
    within 30 window "$title" >/dev/null || fail "no window with the title $title"
    xdotool windowfocus --sync "$(window "$title")" || fail "the window takes no keyboard"
    sleep 0.5
}
quit() {
    kill -TERM "$app_pid"
    within 10 is_gone || fail "it does not end when it is asked to"
    wait "$app_pid" || fail "it ended with exit code $?"
    app_pid=''
}
is_gone() { ! kill -0 "$app_pid" 2>/dev/null || [ "$(ps -o stat= -p "$app_pid" | cut -c1)" = Z ]; }
