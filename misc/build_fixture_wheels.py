#!/usr/bin/env python3
"""Builds the wheels of the sample stack from the sources beside them.

    misc/build_fixture_wheels.py            write what is missing or differs
    misc/build_fixture_wheels.py --check    fail when a committed wheel differs

The bytes depend on the sources alone: members are sorted and stored without
compression (so no zlib has a say), times and modes are fixed. A source folder
PACKAGES/NAME-VERSION holds METADATA, entry_points.txt if there are any, and
the modules.
"""

import base64
import hashlib
import io
import pathlib
import sys
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "sample_project"
PACKAGES = PROJECT / "packages"
WHEELS = PROJECT / "wheels"

# The earliest time a zip file can hold.
MEMBER_TIME = (1980, 1, 1, 0, 0, 0)
IS_FILE = 0o100000
MADE_ON_UNIX = 3
TAG = "py3-none-any"
WHEEL_TEXT = """Wheel-Version: 1.0
Generator: assay-fixtures
Root-Is-Purelib: true
Tag: %s
"""


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        sys.exit("usage: misc/build_fixture_wheels.py [--check]")
    expected = dict(build_wheel(folder) for folder in sorted(PACKAGES.iterdir()) if folder.is_dir())
    differing = sorted(differences(expected))
    for name, what in differing:
        print("%s: %s" % ((WHEELS / name).relative_to(PROJECT.parent.parent), what))
    if check:
        if differing:
            sys.exit("the wheels don't come from these sources; run misc/build_fixture_wheels.py")
        return
    WHEELS.mkdir(exist_ok=True)
    for name, _ in differing:
        if name in expected:
            (WHEELS / name).write_bytes(expected[name])
        else:
            (WHEELS / name).unlink()


def differences(expected):
    """The wheels to change, each with what is wrong with it."""
    present = {path.name for path in WHEELS.glob("*")}
    for name in present - set(expected):
        yield name, "no such package"
    for name, content in expected.items():
        if name not in present:
            yield name, "missing"
        elif (WHEELS / name).read_bytes() != content:
            yield name, "differs"


def build_wheel(folder):
    """The file name and the bytes of the wheel made from a source folder."""
    name, version = folder.name.rsplit("-", 1)
    stem = "%s-%s" % (name.replace("-", "_"), version)
    info = stem + ".dist-info/"
    members = dict(sources(folder, info))
    members[info + "WHEEL"] = ((WHEEL_TEXT % TAG).encode(), 0o644)
    # RECORD lists itself without a digest, and comes last (PEP 427).
    record = "".join(record_line(path, members[path][0]) for path in sorted(members))
    record += info + "RECORD,,\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(members):
            add_member(archive, path, *members[path])
        add_member(archive, info + "RECORD", record.encode(), 0o644)
    return "%s-%s.whl" % (stem, TAG), packed.getvalue()


def sources(folder, info):
    """The member path, content and mode of each source file."""
    for path in folder.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            member = path.relative_to(folder).as_posix()
            mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
            yield (member if "/" in member else info + member), (path.read_bytes(), mode)


def record_line(path, content):
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return "%s,sha256=%s,%d\n" % (path, digest, len(content))


def add_member(archive, path, content, mode):
    member = zipfile.ZipInfo(path, MEMBER_TIME)
    member.create_system = MADE_ON_UNIX
    member.external_attr = (IS_FILE | mode) << 16
    archive.writestr(member, content)


if __name__ == "__main__":
    main()
