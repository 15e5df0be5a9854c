#!/bin/sh
# Compares publishing's gzip with pigz: same tar, same level, same number of threads, runs in turn.
#
# usage: misc/bench/gzip-vs-pigz.sh [-l LEVEL] [-p THREADS] [-n RUNS] [FOLDER]
# FOLDER is what is packed; by default the standard library of python3.
set -eu

level=6 threads=$(nproc) runs=7
while getopts l:p:n: option; do
  case $option in
    l) level=$OPTARG ;;
    p) threads=$OPTARG ;;
    n) runs=$OPTARG ;;
    *) exit 64 ;;
  esac
done
shift $((OPTIND - 1))
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')}

ASSAY_BENCH=1 swift build --package-path "$root" --scratch-path "$root/.build-bench" -c release --product assay-bench
bench="$root/.build-bench/release/assay-bench"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

tar -C "$folder" --sort=name --exclude=__pycache__ --exclude=site-packages -cf "$work/in.tar" .

echo "checking: gunzip gives the tar back, and 1, 2 and 7 threads give the same bytes"
for count in 1 2 7; do "$bench" "$level" "$count" "$work/$count.gz" <"$work/in.tar"; done
gunzip -c "$work/1.gz" | cmp - "$work/in.tar"
cmp "$work/1.gz" "$work/2.gz"
cmp "$work/1.gz" "$work/7.gz"

python3 - "$bench" "$work" "$level" "$threads" "$runs" <<'PYTHON'
import os, statistics, subprocess, sys, time

bench, work, level, threads, runs = sys.argv[1:]
source, ours, theirs = (f"{work}/{name}" for name in ("in.tar", "assay.gz", "pigz.gz"))

def run_ours():
    with open(source, "rb") as tar:
        subprocess.run([bench, level, threads, ours], stdin=tar, check=True)

def run_theirs():
    # fsync as well, since ours does it.
    with open(source, "rb") as tar, open(theirs, "wb") as output:
        subprocess.run(["pigz", "-n", f"-{level}", "-p", threads], stdin=tar, stdout=output, check=True)
        os.fsync(output.fileno())

def timed(run):
    start = time.monotonic()
    run()
    return time.monotonic() - start

run_ours(), run_theirs()
pairs = [(timed(run_ours), timed(run_theirs)) for _ in range(int(runs))]
ratio = statistics.median(a / b for a, b in pairs)
size = os.path.getsize
print(f"input {size(source):,} bytes, level {level}, {threads} threads, {runs} runs each, in turn")
print(f"assay {statistics.median(a for a, _ in pairs):.3f} s, {size(ours):,} bytes")
print(f"pigz  {statistics.median(b for _, b in pairs):.3f} s, {size(theirs):,} bytes")
print(f"ratio assay/pigz: time {ratio:.3f} (median of pairs), size {size(ours) / size(theirs):.4f}")
PYTHON
