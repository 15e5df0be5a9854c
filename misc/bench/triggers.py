#!/usr/bin/env python3
"""Times 'assay triggers' and 'assay pending' in a repository of many files.

    misc/bench/triggers.py [COUNT] [ASSAY]

COUNT is 20000, ASSAY .build/release/assay where they are not given. Each figure is the
median of 15 runs, the fastest beside it; the target is 50 ms. What git itself needs for
the same answer stands above, and 'pending' is timed again with changes that wait: then
it looks whether any file was edited since.
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
command = ["cat", "src/000/00000.c"]
outputs = ["src/000/00000.c"]
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


def show(folder, *command):
    environment = os.environ | {"ASSAY_CACHE": str(folder.parent / "cache")}
    times = []
    for _ in range(15):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    name = " ".join([os.path.basename(command[0]), *command[1:]])
    print(f"{statistics.median(times):7.1f} ms (fastest {min(times):5.1f})  {name}")


def leave_pending(assay, folder):
    environment = os.environ | {"ASSAY_CACHE": str(folder.parent / "cache"), "CI": ""}
    quiet = {"cwd": folder, "env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([assay, "update"], check=True, **quiet)
    (folder / "src/000/00000.c").write_text("int z;\n")
    subprocess.run([assay, "verify"], **quiet)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    root = pathlib.Path(__file__).resolve().parents[2]
    assay = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else str(root / ".build/release/assay")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "project"
        folder.mkdir()
        make(folder, count)
        show(folder, "git", "diff", "--name-only", "HEAD~1...HEAD")
        show(folder, assay, "triggers", "--base", "HEAD~1", "--head", "HEAD")
        show(folder, "git", "diff", "--name-only", "HEAD~1")
        show(folder, "git", "ls-files", "--others", "--exclude-standard")
        show(folder, assay, "triggers", "--base", "HEAD~1")
        show(folder, assay, "pending")
        leave_pending(assay, folder)
        print("with changes that wait:")
        show(folder, assay, "pending")


main()
