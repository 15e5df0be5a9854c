#!/usr/bin/env python3
"""Measures loading, graph, keys and plan of generated projects of elements, by what 'assay show' takes for them.

A project is a chain with fan-in; a tenth of its elements have tests, and a tenth demand them. Nothing is built. The
targets: 5,000 elements in under 0.5 s, and from 1,000 to 20,000 a growth of no more than n log n. Then 'assay build' of 100
elements whose artifacts are there, in under 0.1 s. CPU seconds tell more than elapsed ones on a machine with other work.

  misc/bench/elements.py [--assay PROGRAM] [--runs 5] [--folder DIR] [--bst [PROGRAM]]

With --bst, BuildStream shows the same projects without their conditions, which it does not know:
python3 -m venv DIR && DIR/bin/pip install BuildStream, then --bst DIR/bin/bst.
"""

import argparse
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

COUNTS = [1_000, 5_000, 20_000]
LIMITS = {5_000: 0.5}
CACHED = 100
CACHED_LIMIT = 0.1
GENERATOR = pathlib.Path(__file__).with_name("generate-elements.py")


def project(folder, count):
    """The folder of a project of so many elements; makes it unless it is there."""
    path = folder / str(count)
    if not path.exists():
        subprocess.run([sys.executable, GENERATOR, str(count), path], check=True)
    return path


def files_project(folder):
    """The folder of a project whose elements are files, each of which depends on the one before."""
    path = folder / "files"
    (path / "elements").mkdir(parents=True, exist_ok=True)
    (path / "project.conf").write_text("name: files\nmin-version: 2.0\nelement-path: elements\n")
    for number in range(CACHED):
        (path / f"file-{number}").write_text(f"{number}\n")
        before = f"depends: [file-{number - 1}.bst]\n" if number else ""
        (path / "elements" / f"file-{number}.bst").write_text(
            f"kind: import\n{before}sources: [{{kind: local, path: file-{number}}}]\n"
        )
    return path


def without_conditions(path):
    """A copy of a project that BuildStream reads: conditions stand at the end of each file."""
    copy = path.with_name(path.name + "-plain")
    for source in path.rglob("*"):
        if source.is_file():
            target = copy / source.relative_to(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source.read_text().split("\ncondition-")[0] + "\n")
    return copy


def seconds(command, folder, environment):
    """Elapsed and CPU seconds of a command that has to succeed."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


def measure(name, command, folder, runs, environment):
    """Prints the medians, and gives that of CPU seconds with the best elapsed time."""
    times = [seconds(command, folder, environment) for _ in range(runs)]
    elapsed, used = (statistics.median(column) for column in zip(*times))
    best = min(column[0] for column in times)
    print(f"{name:24} {elapsed:8.3f} s  best {best:8.3f} s  CPU {used:8.3f} s", flush=True)
    return used, best


def check_growth(used):
    """Whether CPU seconds grow with n log n at most, with a tenth for the noise."""
    first, last = min(used), max(used)
    growth = used[last] / used[first]
    most = last * math.log(last) / (first * math.log(first))
    print(f"from {first} to {last} elements: {growth:.1f} times the CPU, n log n gives {most:.1f}")
    return growth <= most * 1.1


def run(arguments, folder):
    environment = dict(os.environ, ASSAY_CACHE=str(folder / "cache"))
    fine, used = True, {}
    for count in COUNTS:
        path = project(folder, count)
        command = [arguments.assay, "show", "--deps", "all", path]
        used[count], best = measure(f"assay, {count} elements", command, path, arguments.runs, environment)
        fine = fine and best <= LIMITS.get(count, math.inf)
        if arguments.bst and count < COUNTS[-1]:
            plain = without_conditions(path)
            measure(f"bst, {count} elements", [arguments.bst, "show"], plain, 1, environment)
    path = files_project(folder)
    command = [arguments.assay, "build", path]
    seconds(command, path, environment)
    _, best = measure(f"assay build, {CACHED} cached", command, path, arguments.runs, environment)
    return check_growth(used) and fine and best <= CACHED_LIMIT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=".build/release/assay", type=os.path.abspath)
    parser.add_argument("--runs", default=5, type=int)
    parser.add_argument("--folder", type=pathlib.Path, help="keeps the projects there for the next time")
    parser.add_argument("--bst", nargs="?", const="bst")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(0 if run(arguments, (arguments.folder or pathlib.Path(temporary)).absolute()) else 1)


main()
