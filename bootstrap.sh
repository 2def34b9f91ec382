#!/usr/bin/env bash
# The way in: installs what is needed, builds, and shows or tests what was built. See usage below.
set -euo pipefail
cd "$(dirname "$0")"

build=build/release
# Debian and Ubuntu packages. JUCE's modules pull in the -dev packages that they need.
build_packages=(g++ cmake ninja-build pkg-config juce-modules-source juce-tools libeigen3-dev libcli11-dev
    libsoxr-dev libmuparser-dev nlohmann-json3-dev libhdf5-dev libjack-jackd2-dev)
test_packages=(python3-h5py catch2 xvfb xdotool imagemagick valgrind sox python3 ardour jalv jackd2 ecasound lv2-dev sordi)

usage() {
    cat <<'TEXT'
usage: ./bootstrap.sh demo|plugin|test
  demo   installs what is needed, builds the spikegraph command, sends the bundled speech through a patch,
         and says where the sound, the picture and the figures are
  plugin installs what is needed, builds the plugin and the standalone app, puts them where your hosts look for
         them, and says where
  test   installs what the tests need too, builds everything, and runs all tests
TEXT
}

say() { printf '\n==> %s\n' "$*"; }

fail() {
    printf 'bootstrap.sh: %s\n' "$*" >&2
    exit 1
}

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

install_with_apt() {
    local missing=()
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "All needed packages are installed"
        return
    fi
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "needs root or sudo to install: ${missing[*]}"
        root=(sudo)
    fi
    say "Installing ${missing[*]}"
    "${root[@]}" apt-get update -qq </dev/null || fail "apt-get update failed: is there a network?"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" </dev/null >/dev/null || fail "apt-get could not install ${missing[*]}; see its message above"
}

# Where there is no apt, the tools must be there already; CMake fetches a pinned JUCE where none is installed.
require_tools() {
    say "This is not a Debian system: install these first, if they are missing"
    cat <<'TEXT'
  Fedora    sudo dnf install gcc-c++ cmake ninja-build pkgconf eigen3-devel cli11-devel soxr-devel muParser-devel json-devel hdf5-devel
            catch-devel flac-devel libvorbis-devel freetype-devel fontconfig-devel libX11-devel alsa-lib-devel
  Arch      sudo pacman -S gcc cmake ninja pkgconf eigen cli11 libsoxr muparser nlohmann-json hdf5 catch2 flac libvorbis freetype2 fontconfig
  macOS     xcode-select --install; brew install cmake ninja pkg-config eigen cli11 libsoxr muparser nlohmann-json hdf5 catch2
TEXT
    for tool in cmake ninja c++ pkg-config; do
        command -v "$tool" >/dev/null || fail "$tool is missing; install it as above and start again"
    done
}

install_packages() {
    if command -v apt-get >/dev/null; then
        install_with_apt "$@"
    else
        require_tools
    fi
}

build_targets() { # TESTS(ON|OFF) [TARGET...]
    say "Configuring $build"
    cmake --preset release -DSPIKEGRAPH_TESTS="$1" >"${TMPDIR:-/tmp}/spikegraph-configure.$$" 2>&1 || {
        cat "${TMPDIR:-/tmp}/spikegraph-configure.$$" >&2
        fail "CMake could not configure; its message above names what is missing"
    }
    rm -f "${TMPDIR:-/tmp}/spikegraph-configure.$$"
    shift
    say "Building ${*:-everything} (the first time takes some minutes: JUCE is compiled once)"
    cmake --build "$build" ${1:+--target "$@"} || fail "the build failed; the first error above says why"
}

run_demo() {
    local spikegraph=$build/bin/spikegraph sound=Resources/Sounds/front-center.wav out=build/demo
    install_packages "${build_packages[@]}"
    build_targets OFF spikegraph
    mkdir -p "$out"
    say "Sending $sound through the preset Spike Speech"
    "$spikegraph" render --preset "Spike Speech" "$sound" -o "$out/front-center-spikes.wav" \
        --report "$out/front-center-spikes.json" --overwrite || fail "the render failed; its message above says why"
    "$spikegraph" plot --preset "Spike Speech" "$sound" -o "$out/front-center-spikes.png" --scale 2 --overwrite ||
        fail "the plot failed; its message above says why"
    say "Listen, look and read:"
    printf '  %s\n' "$out/front-center-spikes.wav" "$out/front-center-spikes.png" "$out/front-center-spikes.json"
}

# Replaces what an earlier build has put there.
install_bundle() { # FROM TO
    mkdir -p "$(dirname "$2")"
    rm -rf "$2"
    cp -R "$1" "$2"
    printf '  %s\n' "$2"
}

run_plugin() {
    local built=$build/Source/Formats/Spikegraph_artefacts/Release
    install_packages "${build_packages[@]}"
    if [ "$(uname)" = Darwin ]; then
        build_targets OFF Spikegraph_VST3 Spikegraph_AU Spikegraph_Standalone
        say "Installed for $(id -un):"
        install_bundle "$built/VST3/Spikegraph.vst3" "$HOME/Library/Audio/Plug-Ins/VST3/Spikegraph.vst3"
        install_bundle "$built/AU/Spikegraph.component" "$HOME/Library/Audio/Plug-Ins/Components/Spikegraph.component"
        install_bundle "$built/Standalone/Spikegraph.app" "$HOME/Applications/Spikegraph.app"
    else
        build_targets OFF Spikegraph_VST3 Spikegraph_LV2 Spikegraph_Standalone spikegraph
        say "Installed for $(id -un):"
        install_bundle "$built/VST3/Spikegraph.vst3" "$HOME/.vst3/Spikegraph.vst3"
        install_bundle "$built/LV2/Spikegraph.lv2" "$HOME/.lv2/Spikegraph.lv2"
        install_bundle "$built/Standalone/Spikegraph" "$HOME/.local/bin/Spikegraph"
        install_bundle "$build/bin/spikegraph" "$HOME/.local/bin/spikegraph"
    fi
}

run_tests() {
    install_packages "${build_packages[@]}" "${test_packages[@]}"
    build_targets ON
    say "Running the tests"
    ctest --test-dir "$build" --output-on-failure --parallel "$(getconf _NPROCESSORS_ONLN)"
}

case "${1:-}" in
    demo) run_demo ;;
    plugin) run_plugin ;;
    test) run_tests ;;
    -h | --help) usage ;;
    *)
        usage >&2
        exit 1
        ;;
esac
