#!/usr/bin/env bash
# Runs the job script once for each task of an array, as Slurm does, and compares what the parts are merged to with
# one process's dataset. Where Slurm runs here, it is Slurm that runs it.
# usage: job_array.sh COMMAND SOURCE_FOLDER
set -euo pipefail
export SPIKEGRAPH=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/sounds"
for name in a b c d e f; do cp "$source/Resources/Sounds/front-center.wav" "$folder/sounds/$name.wav"; done
options=(--preset "Cochlea 64" --quiet)
if command -v sbatch >/dev/null && sinfo -h -t idle,mixed 2>/dev/null | grep -q .; then
    sbatch --wait --output "$folder/said-%a" "$source/Resources/Slurm/encode.sh" "$folder/sounds" "$folder/parts" "${options[@]}"
else
    echo "Slurm does not run here: its variables are set by hand"
    for task in 1 2 3 4; do
        SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=4 SLURM_CPUS_PER_TASK=1 \
            "$source/Resources/Slurm/encode.sh" "$folder/sounds" "$folder/parts" "${options[@]}"
    done
fi
"$SPIKEGRAPH" merge "$folder"/parts/part*.h5 -o "$folder/merged.h5"
"$SPIKEGRAPH" encode "$folder/sounds" -o "$folder/one.h5" "${options[@]}"
cmp "$folder/merged.h5" "$folder/one.h5"
