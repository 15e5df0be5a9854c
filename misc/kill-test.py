#!/usr/bin/env python3
"""Kills 'assay build' at random moments and tells whether the store stays sound.

After each kill 'assay cache check' must find nothing wrong; every tenth time, and at the end, a build that is left alone
must succeed. Uses a store of its own, which is emptied whenever everything in it has been built.

  misc/kill-test.py ASSAY PROJECT [--kills 50] [--seed 1]
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def run(assay, cache, *arguments):
    environment = os.environ | {"ASSAY_CACHE": cache}
    return subprocess.run([assay, *arguments], env=environment, capture_output=True, text=True)


def must_succeed(what, result):
    if result.returncode != 0:
        sys.exit(f"{what} ended with {result.returncode}:\n{result.stdout}{result.stderr}")


def build_and_kill(assay, cache, project, seconds):
    """Whether the build was still running when it was killed."""
    environment = os.environ | {"ASSAY_CACHE": cache}
    build = subprocess.Popen(
        [assay, "build", project], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        build.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        build.send_signal(signal.SIGKILL)
        build.wait()
        return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assay")
    parser.add_argument("project")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    numbers = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="assay-kill-") as folder:
        cache = os.path.join(folder, "cache")
        start = time.monotonic()
        must_succeed("the first build", run(options.assay, cache, "build", options.project))
        duration = time.monotonic() - start
        shutil.rmtree(cache)
        kills = 0
        while kills < options.kills:
            if not build_and_kill(options.assay, cache, options.project, numbers.uniform(0, duration)):
                shutil.rmtree(cache, ignore_errors=True)
                continue
            kills += 1
            must_succeed(f"'cache check' after kill {kills}", run(options.assay, cache, "cache", "check"))
            if kills % 10 == 0:
                must_succeed(f"the build after kill {kills}", run(options.assay, cache, "build", options.project))
                must_succeed(f"'cache check' after kill {kills}", run(options.assay, cache, "cache", "check"))
                shutil.rmtree(cache)
        must_succeed("the last build", run(options.assay, cache, "build", options.project))
        must_succeed("the last 'cache check'", run(options.assay, cache, "cache", "check"))
        print(f"{kills} kills within {duration:.2f} s builds, seed {options.seed}: the store was sound every time")


if __name__ == "__main__":
    main()
