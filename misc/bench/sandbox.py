#!/usr/bin/env python3
"""Measures what the sandbox adds to a command: '/bin/true' in a root of its own libraries, and in one of many files.

Prints the median and the extremes in milliseconds, of the sandbox with staging and outputs, and of bubblewrap alone.

  misc/bench/sandbox.py [--runs 50] [--files 5000]
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def build():
    folder = REPOSITORY / ".build-bench"
    command = ["swift", "build", "--package-path", REPOSITORY, "--scratch-path", folder, "-c", "release"]
    subprocess.run(
        command + ["--product", "assay-bench"], check=True, env=os.environ | {"ASSAY_BENCH": "1"}, stdout=subprocess.DEVNULL
    )
    return folder / "release" / "assay-bench"


def make_root(root, files):
    """A tree with /bin/true, what it loads, and so many small files beside."""
    program = shutil.which("true")
    listing = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
    for path in [word for word in listing.split() if word.startswith("/")]:
        target = root / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    (root / "bin").mkdir(exist_ok=True)
    shutil.copy(program, root / "bin" / "true")
    for index in range(files):
        path = root / "usr" / "share" / f"folder{index // 50}" / f"file{index}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"file {index}\n")


def show(name, times):
    print(f"{name:36} median {statistics.median(times):7.1f}  least {min(times):7.1f}  most {max(times):7.1f} ms")


def measure(program, folder, files, runs):
    root, cache = folder / f"root-{files}", folder / f"cache-{files}"
    root.mkdir()
    make_root(root, files)
    lines = subprocess.run(
        [program, "sandbox", root, cache, str(runs)], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    times = [(line.split()[0], float(line.split()[1])) for line in lines]
    show(f"{files} files beside, first run", [time for name, time in times if name == "first"])
    show(f"{files} files beside, again", [time for name, time in times if name == "again"])
    return root


def measure_bubblewrap(root, runs):
    command = ["bwrap", "--unshare-all", "--die-with-parent", "--bind", root, "/", "--proc", "/proc", "--dev", "/dev"]
    times = []
    for _ in range(runs):
        start = time.monotonic()
        subprocess.run(command + ["/bin/true"], check=True)
        times.append((time.monotonic() - start) * 1000)
    show("bubblewrap alone", times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--files", type=int, default=5000)
    options = parser.parse_args()
    program = build()
    with tempfile.TemporaryDirectory(prefix="assay-sandbox-") as name:
        folder = pathlib.Path(name)
        root = measure(program, folder, 0, options.runs)
        measure(program, folder, options.files, options.runs)
        measure_bubblewrap(root, options.runs)


if __name__ == "__main__":
    main()
