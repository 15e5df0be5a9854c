#!/usr/bin/env python3
"""Times 'assay triggers' and 'assay pending' in a repository of many files.

    misc/bench/triggers.py [COUNT] [ASSAY]

COUNT is 20000, ASSAY .build/release/assay where they are not given. Each figure is the
median of 15 runs; the target is 50 ms.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = """\
[stacks.dist]
command = ["make", "dist"]
outputs = ["dist/*.tar"]
expected = "expected/dist"
"""


def git(folder, *arguments):
    identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def make(folder, count):
    (folder / "assay.toml").write_text(PROJECT)
    for number in range(count):
        file = folder / f"src/{number // 200:03}/{number:05}.c"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"int x{number};\n")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "start")
    for number in range(0, count, max(1, count // 100)):
        (folder / f"src/{number // 200:03}/{number:05}.c").write_text("int y;\n")
    git(folder, "commit", "--quiet", "--all", "--message", "edit")


def milliseconds(assay, folder, *arguments):
    environment = os.environ | {"ASSAY_CACHE": str(folder.parent / "cache")}
    times = []
    for _ in range(15):
        start = time.perf_counter()
        subprocess.run([assay, *arguments], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    root = pathlib.Path(__file__).resolve().parents[2]
    assay = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else str(root / ".build/release/assay")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "project"
        folder.mkdir()
        make(folder, count)
        for arguments in [
            ("triggers", "--base", "HEAD~1", "--head", "HEAD"),
            ("triggers", "--base", "HEAD~1"),
            ("pending",),
        ]:
            print(f"{milliseconds(assay, folder, *arguments):7.1f} ms  assay {' '.join(arguments)}")


main()
