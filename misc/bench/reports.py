#!/usr/bin/env python3
"""Measures how long a report with many differences takes to render in each format, and the page to open in Chromium.

  misc/bench/reports.py [--differences 20000] [--folder DIR]

Rendering should stay below a second of processor time for each format, opening the page below two on the clock. The time of an empty page is taken off
what Chromium needs, since that is its start.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def build():
    command = ["swift", "build", "-c", "release", "--package-path", str(ROOT), "--product", "assay-bench"]
    environment = {**os.environ, "ASSAY_BENCH": "1"}
    subprocess.run(command, check=True, env=environment, stdout=sys.stderr)
    folder = subprocess.run([*command, "--show-bin-path"], check=True, env=environment, capture_output=True, text=True)
    return pathlib.Path(folder.stdout.strip()) / "assay-bench"


def seconds_to_open(page, profile):
    """The best of three, on the clock: Chromium's processes are not ours to count."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    command += [f"--user-data-dir={profile}", "--window-size=1280,900", f"--screenshot={profile}/page.png", page.as_uri()]
    times = []
    for _ in range(4):
        start = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.monotonic() - start)
    return min(times[1:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--differences", type=int, default=20000)
    parser.add_argument("--folder", type=pathlib.Path)
    arguments = parser.parse_args()
    program = build()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or pathlib.Path(scratch)
        run = subprocess.run(
            [program, "reports", str(arguments.differences), str(folder)], check=True, capture_output=True, text=True)
        print(f"{'format':10}{'ms':>8}{'bytes':>12}")
        for line in run.stdout.splitlines():
            name, milliseconds, size = line.split()
            print(f"{name:10}{float(milliseconds):8.0f}{int(size):12}")
        if not shutil.which("chromium"):
            return print("chromium is not on PATH: the page was not opened")
        page, empty = folder / "page.html", folder / "empty.html"
        shutil.copy(folder / "report.html", page)
        empty.write_text("<!DOCTYPE html><title>empty</title>")
        start = seconds_to_open(empty.resolve(), scratch)
        print(f"opening the page: {seconds_to_open(page.resolve(), scratch) - start:.2f} s, an empty one {start:.2f} s")


if __name__ == "__main__":
    main()
