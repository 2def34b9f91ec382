#!/usr/bin/env bash
# Opens, plays and closes the built plugins under valgrind.
# usage: memcheck.sh HOSTS_TESTS HOME_FOLDER
set -euo pipefail
command -v valgrind >/dev/null || { echo "skipped: there is no valgrind"; exit 77; }
HOME=$2 valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite \
    --errors-for-leak-kinds=definite --num-callers=30 \
    --suppressions="$(dirname "$(realpath "$0")")/memcheck.supp" "$1" "[memcheck]"
