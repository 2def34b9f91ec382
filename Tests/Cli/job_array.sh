#!/usr/bin/env bash
# Runs the job script as the four tasks of an array, and compares what the parts are merged to with one process's
# dataset. Under with_slurm.sh it is Slurm that runs it, else this sets Slurm's variables.
# usage: job_array.sh COMMAND SOURCE_FOLDER
set -euo pipefail
export SPIKEGRAPH=$1
source=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/sounds"
for name in a b c d e f; do cp "$source/Resources/Sounds/front-center.wav" "$folder/sounds/$name.wav"; done
options=(--preset "Cochlea 64" --quiet)
if [ -n "${SPIKEGRAPH_TEST_SLURM:-}" ]; then
    sbatch --wait --output "$folder/said-%a" "$source/Resources/Slurm/encode.sh" "$folder/sounds" "$folder/parts" "${options[@]}"
else
    for task in 1 2 3 4; do
        SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=4 SLURM_CPUS_PER_TASK=1 \
            "$source/Resources/Slurm/encode.sh" "$folder/sounds" "$folder/parts" "${options[@]}"
    done
fi
"$SPIKEGRAPH" merge "$folder"/parts/part*.h5 -o "$folder/merged.h5"
"$SPIKEGRAPH" encode "$folder/sounds" -o "$folder/one.h5" "${options[@]}"
cmp "$folder/merged.h5" "$folder/one.h5"
