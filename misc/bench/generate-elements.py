#!/usr/bin/env python3
"""Writes a project of COUNT elements into FOLDER, the same one each time.

A chain with fan-in: each element needs the one before it and up to three of the
fifty before that. A tenth have a test that vouches for them, and a tenth demand
`tested` of all they depend on.

    generate-elements.py COUNT FOLDER
"""

import random
import sys
from pathlib import Path

PROJECT = """\
name: generated
min-version: 2.0
element-path: elements
variables:
  flags: -O2 -g
environment:
  CFLAGS: "%{flags}"
"""


def element(number: int, choose: random.Random) -> str:
    """The text of one element."""
    needed = set()
    if number > 0:
        near = range(max(0, number - 50), number)
        needed = {number - 1, *choose.sample(near, min(3, len(near)))}
    lines = ["kind: manual", f"description: Part {number} of a generated project"]
    if needed:
        lines += ["depends:"] + [f"- {name(other)}" for other in sorted(needed)]
    lines += [
        "config:",
        "  build-commands:",
        f"  - make PART={number} PREFIX=%{{prefix}}",
        "  install-commands:",
        '  - make install DESTDIR="%{install-root}"',
    ]
    if number % 10 == 3:
        lines += ["condition-providers:", "  tested:", f"  - {test_name(number)}"]
    if number % 10 == 7:
        lines += ["condition-requirements:", "- tested"]
    return "\n".join(lines) + "\n"


def test(number: int) -> str:
    """The text of the test of an element."""
    return f"""\
kind: script
build-depends:
- {name(number)}
config:
  commands:
  - check {number} > "%{{install-root}}/report"
"""


def name(number: int) -> str:
    return f"part-{number:05}.bst"


def test_name(number: int) -> str:
    return f"tests/part-{number:05}.bst"


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or not arguments[0].isdigit():
        print("usage: generate-elements.py COUNT FOLDER", file=sys.stderr)
        return 64
    count, folder = int(arguments[0]), Path(arguments[1])
    elements = folder / "elements"
    (elements / "tests").mkdir(parents=True, exist_ok=True)
    (folder / "project.conf").write_text(PROJECT)
    choose = random.Random(count)
    parts = with_tests(count)
    for number in range(parts):
        (elements / name(number)).write_text(element(number, choose))
        if number % 10 == 3:
            (elements / test_name(number)).write_text(test(number))
    return 0


def with_tests(count: int) -> int:
    """How many parts there are, so that they and their tests are COUNT in all."""
    parts = count
    while parts + len(range(3, parts, 10)) > count:
        parts -= 1
    return parts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
