#!/usr/bin/env python3
"""Measures 'assay diff' against its floor and, when it is there, against diffoscope.

The floor is the work nobody can leave out: both archives unpacked by 'bsdtar -xOf … > /dev/null', two processes at once.
Each pair is measured in turns in one run, so that a busy machine slows both; what counts are the ratios of the medians.
Beside the time stands the ratio of the processor seconds, which hardly depends on what else the machine does.

  misc/bench/diff.py [--assay PROGRAM] [--megabytes 64] [--runs 5] [--folder DIR] [--diffoscope [PROGRAM]] [--xz]

PROGRAM may stand in a venv: python3 -m venv DIR && DIR/bin/pip install diffoscope, then --diffoscope DIR/bin/diffoscope.
"""

import argparse
import io
import os
import random
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

MEMBER_SIZE = 50_000


def pool():
    """Text that compresses about as well as source code."""
    numbers = random.Random(1)
    words = ["".join(numbers.choice("etaoinshrdlucmfwypvbgkjqxz") for _ in range(numbers.randint(2, 9))) for _ in range(4000)]
    return " ".join(numbers.choice(words) for _ in range(700_000)).encode()


def contents(megabytes, text):
    numbers = random.Random(2)
    for index in range(megabytes * 1_000_000 // MEMBER_SIZE):
        start = numbers.randrange(len(text) - MEMBER_SIZE)
        yield f"folder{index // 100:03}/member{index:05}.txt", text[start : start + MEMBER_SIZE]


def changed(content):
    middle = len(content) // 2
    return content[:middle] + b"X" + content[middle + 1 :]


def write_tar(path, members, mtime=lambda index: 1_700_000_000, change=None, shuffle=False):
    members = list(enumerate(members))
    if shuffle:
        random.Random(3).shuffle(members)
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for index, (name, content) in members:
            header = tarfile.TarInfo(name)
            header.size, header.mtime = len(content), mtime(index)
            archive.addfile(header, io.BytesIO(changed(content) if index == change else content))


def write_zip(path, members, change=None):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for index, (name, content) in enumerate(members):
            header = zipfile.ZipInfo(name)
            header.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(header, changed(content) if index == change else content)


def compress(path, program):
    subprocess.run([*program, "-kf", path], check=True)


def make(folder, megabytes, with_xz):
    """Makes the pairs that are not there yet; gives (what, left, right, at most so many times the floor)."""
    os.makedirs(folder, exist_ok=True)
    text, last = pool(), megabytes * 1_000_000 // MEMBER_SIZE - 2
    files = {name: os.path.join(folder, f"{megabytes}-{name}") for name in ["left.tar", "byte.tar", "mtime.tar", "order.tar", "left.zip", "byte.zip"]}
    if not os.path.exists(files["byte.zip"]):
        write_tar(files["left.tar"], contents(megabytes, text))
        write_tar(files["byte.tar"], contents(megabytes, text), change=last)
        write_tar(files["mtime.tar"], contents(megabytes, text), mtime=lambda index: 1_700_086_400 + index % 60)
        write_tar(files["order.tar"], contents(megabytes, text), shuffle=True)
        for name in ["left.tar", "byte.tar", "mtime.tar", "order.tar"]:
            compress(files[name], ["gzip", "-6n"])
        write_zip(files["left.zip"], contents(megabytes, text))
        write_zip(files["byte.zip"], contents(megabytes, text), change=last)
    left, byte, mtime, order = (files[name] for name in ["left.tar", "byte.tar", "mtime.tar", "order.tar"])
    pairs = [
        ("tar.gz, one byte changed", left + ".gz", byte + ".gz", 1.1),
        ("tar, one byte changed", left, byte, 2.0),
        ("zip, one byte changed", files["left.zip"], files["byte.zip"], 0.3),
        ("tar.gz, all mtimes differ", left + ".gz", mtime + ".gz", 1.1),
        ("tar.gz, order shuffled", left + ".gz", order + ".gz", 1.5),
    ]
    if with_xz:
        for name in [left, byte]:
            if not os.path.exists(name + ".xz"):
                compress(name, ["xz", "-3", "-T2"])
        pairs.insert(1, ("tar.xz, one byte changed", left + ".xz", byte + ".xz", 1.1))
    return pairs


def seconds(*commands):
    """Runs commands at once; the time until the last has ended, their processor seconds, the largest peak of memory in MB."""
    start = time.monotonic()
    children = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    usages = [os.wait4(child.pid, 0)[2] for child in children]
    processor = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return time.monotonic() - start, processor, max(usage.ru_maxrss for usage in usages) / 1024


def compare(what, left, right, most, runs, assay):
    floor, ours = [], []
    for _ in range(runs):
        floor.append(seconds(["bsdtar", "-xOf", left], ["bsdtar", "-xOf", right]))
        ours.append(seconds([assay, "diff", left, right]))

    def medians(column):
        return [statistics.median(run[column] for run in runs) for runs in (ours, floor)]

    (elapsed, least), (processor, least_processor) = medians(0), medians(1)
    ratio = elapsed / least
    print(f"{what:28} {elapsed:7.3f} s  floor {least:7.3f} s  ratio {ratio:5.2f} (at most {most}), "
          f"of processor seconds {processor / least_processor:5.2f}  peak {max(run[2] for run in ours):5.1f} MB", flush=True)
    return ratio <= most


def against_diffoscope(left, right, assay, diffoscope):
    ours, *_ = min(seconds([assay, "diff", left, right]) for _ in range(3))
    # Only a report that was written shows that it compared anything.
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.json")
        theirs, _, peak = seconds([diffoscope, "--no-progress", "--json", report, left, right])
        if not os.path.exists(report):
            sys.exit(f"{diffoscope} wrote no report")
    print(f"{'diffoscope, the same tar.gz':28} {theirs:7.3f} s, {peak:.0f} MB: {theirs / ours:.0f} times as long", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=".build/release/assay")
    parser.add_argument("--megabytes", type=int, default=64)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", default="/tmp/assay-bench-diff")
    parser.add_argument("--diffoscope", nargs="?", const="diffoscope", metavar="PROGRAM")
    parser.add_argument("--xz", action="store_true")
    options = parser.parse_args()
    pairs = make(options.folder, options.megabytes, options.xz)
    results = [compare(*pair, options.runs, options.assay) for pair in pairs]
    if options.diffoscope:
        against_diffoscope(*pairs[0][1:3], options.assay, options.diffoscope)
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
