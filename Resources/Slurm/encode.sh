#!/usr/bin/env bash
#SBATCH --job-name=spikegraph-encode
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
# Encodes a folder of recordings on several machines, each a part; then join them with
#   spikegraph merge parts/part*.h5 -o dataset.h5
# usage: sbatch Resources/Slurm/encode.sh RECORDINGS PARTS_FOLDER [OPTION OF ENCODE...]
set -euo pipefail
recordings=$1 parts=$2
shift 2
mkdir -p "$parts"
exec "${SPIKEGRAPH:-spikegraph}" encode "$recordings" --recursive -o "$parts/part$SLURM_ARRAY_TASK_ID.h5" --overwrite \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --jobs "${SLURM_CPUS_PER_TASK:-1}" "$@"
