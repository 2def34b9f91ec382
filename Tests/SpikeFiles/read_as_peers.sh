#!/usr/bin/env bash
# Encodes the bundled speech and reads the dataset with Python.
# usage: read_as_peers.sh PYTHON COMMAND SOURCE_FOLDER
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$2" encode --preset "Cochlea 64" "$3/Resources/Sounds/front-center.wav" -o "$folder/a.h5" --quiet
"$1" "$(dirname "$(realpath "$0")")/read_as_peers.py" "$folder/a.h5" 64
