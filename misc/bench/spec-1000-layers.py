#!/usr/bin/env python3
"""Measures how long 'assay show' takes for a spec of many layers, none of them locked.

The stack has frameworks in chains of ten, each with an index of its own for a package, and applications on four chains.
The floor is 'assay --version'; the target is under 0.2 s for 1,000 layers in a release build.

  misc/bench/spec-1000-layers.py [--assay PROGRAM] [--layers 1000] [--runs 9] [--keep DIR]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

RUNTIMES = 4
CHAIN = 10


def runtime(number):
    return f"""[[runtimes]]
name = "cpython-3.1{number}"
python_implementation = "cpython@3.1{number}.1"
requirements = ["pip>=25,<26; sys_platform != 'win32'", "numpy[extra]==2.3.*,!=2.3.1"]
"""


def framework(number):
    below = (
        'runtime = "cpython-3.10"' if number % CHAIN == 0 else f'frameworks = ["framework{number - 1:04}"]'
    )
    return f"""[[frameworks]]
name = "framework{number:04}"
{below}
versioned = {"true" if number % 3 == 0 else "false"}
platforms = ["linux_x86_64", "macosx_arm64", "win_amd64"]
requirements = ["package-{number} >=1.{number}, <2; python_version < '3.14'", "scipy", "torch~=2.8"]
package_indexes = {{ "torch-{number}" = "cpu" }}
"""


def application(number, frameworks):
    chains = max(1, frameworks // CHAIN)
    ends = sorted({((number + step) % chains) * CHAIN + CHAIN - 1 for step in range(4)})
    names = ", ".join(f'"framework{end:04}"' for end in ends if end < frameworks)
    return f"""[[applications]]
name = "application{number:04}"
frameworks = [{names}]
launch_module = "modules/launch{number:04}.py"
support_modules = ["modules/support.py"]
requirements = ["requests", "rich>=14"]
"""


def write_stack(folder, layers):
    frameworks = (layers - RUNTIMES) // 2 // CHAIN * CHAIN
    applications = layers - RUNTIMES - frameworks
    os.makedirs(os.path.join(folder, "modules"))
    for name in ["support"] + [f"launch{number:04}" for number in range(applications)]:
        with open(os.path.join(folder, "modules", name + ".py"), "w") as file:
            file.write(f"print({name!r})\n")
    parts = [runtime(number) for number in range(RUNTIMES)]
    parts += [framework(number) for number in range(frameworks)]
    parts += [application(number, frameworks) for number in range(applications)]
    parts.append('[[tool.uv.index]]\nname = "cpu"\nurl = "https://index.example/simple"\nexplicit = true\n')
    with open(os.path.join(folder, "venvstacks.toml"), "w") as file:
        file.write("\n".join(parts))


def timed(command, folder, environment):
    start = time.perf_counter()
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
    seconds = time.perf_counter() - start
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {result.returncode}\n{result.stderr.decode()}")
    return seconds, result.stdout


def measure(arguments, folder):
    write_stack(folder, arguments.layers)
    environment = dict(os.environ, ASSAY_CACHE=os.path.join(folder, "cache"))
    show = [arguments.assay, "show", "--json", "venvstacks.toml"]
    _, output = timed(show, folder, environment)
    status = json.loads(output)
    count = sum(len(status[key]) for key in ("runtimes", "frameworks", "applications"))
    if count != arguments.layers:
        sys.exit(f"expected {arguments.layers} layers, met {count}")
    times = {"show": [], "version": []}
    for _ in range(arguments.runs):
        times["show"].append(timed(show, folder, environment)[0])
        times["version"].append(timed([arguments.assay, "--version"], folder, environment)[0])
    for name, values in times.items():
        print(f"{name:8} median {statistics.median(values):.3f} s, best {min(values):.3f} s of {len(values)} runs")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assay", default=".build/release/assay")
    parser.add_argument("--layers", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--keep", help="a new folder for the stack, which then stays")
    arguments = parser.parse_args()
    arguments.assay = os.path.abspath(arguments.assay)
    if arguments.keep:
        os.makedirs(arguments.keep)
        measure(arguments, os.path.abspath(arguments.keep))
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(arguments, folder)


main()
