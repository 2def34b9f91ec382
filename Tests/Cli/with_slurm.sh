#!/usr/bin/env bash
# Runs a command while a Slurm of one node runs here: Debian's slurm-wlm, for this user alone, in a folder that is
# gone afterwards. Exits with 77 where there is no Slurm, or it does not start.
# usage: with_slurm.sh COMMAND...
set -euo pipefail
export PATH=$PATH:/usr/sbin
for program in munged slurmctld slurmd sbatch sinfo; do
    command -v "$program" >/dev/null || { echo "skipped: there is no $program (apt install slurm-wlm)"; exit 77; }
done

folder=$(mktemp -d)
chmod 755 "$folder"
pids=()
# Each is ended by its number, the daemons before what they are authorised by.
finish() {
    for ((i = ${#pids[@]} - 1; i >= 0; --i)); do kill "${pids[i]}" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

mkdir "$folder/state" "$folder/spool"
head -c 1024 /dev/urandom >"$folder/key"
chmod 600 "$folder/key"
cat >"$folder/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=0,bf_interval=1
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf SPIKEGRAPH_TEST_SLURM=1

munged --foreground --force --key-file="$folder/key" --socket="$folder/munge" --pid-file="$folder/munged.pid" \
    --log-file="$folder/munged.log" --seed-file="$folder/seed" >/dev/null 2>&1 & pids+=($!)
slurmctld -D >/dev/null 2>&1 & pids+=($!)
slurmd -D -N localhost >/dev/null 2>&1 & pids+=($!)
for ((i = 0; i < 100; ++i)); do
    if sinfo -h -t idle 2>/dev/null | grep -q .; then
        "$@"
        exit
    fi
    sleep 0.2
done
echo "skipped: Slurm does not start here: $(tail -n 1 "$folder"/slurm*.log)"
exit 77
