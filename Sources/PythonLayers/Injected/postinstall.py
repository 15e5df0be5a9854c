"""Make an unpacked layer usable at the place where it now lies.

Run once after unpacking, and again after moving the folder that holds the
layers, with any Python 3.8 or newer:

    python3 LAYER/postinstall.py

Layers refer to each other by relative paths, so that one archive fits any
place. Python itself wants absolute paths in three files, which are written
here: 'pyvenv.cfg', and 'sitecustomize.py' or 'assay_layers.pth'.

A runtime layer without an interpreter of its own is bound to one of this
machine: ASSAY_HOST_PYTHON, or else the first of the right version among the
one running this script and those on PATH.
"""

import json
import os
import shutil
import subprocess
import sys

CONFIG_FILE = os.path.join("share", "venv", "metadata", "venvstacks_layer.json")
HOST_VARIABLE = "ASSAY_HOST_PYTHON"

# What an interpreter is asked about itself. The base executable matters,
# since the one asked may belong to a virtual environment that goes away.
HOST_QUESTION = (
    "import json, os, sys; "
    "print(json.dumps({'version': '%d.%d.%d' % sys.version_info[:3], "
    "'executable': os.path.realpath(getattr(sys, '_base_executable', '') or sys.executable)}))"
)

# Exits with 0 when files don't compile: packages ship templates and test data
# that are no valid Python, and nothing ever imports them.
COMPILE_COMMAND = "import compileall, sys; compileall.compile_dir(sys.argv[1], quiet=2)"


class PostInstallError(Exception):
    """A reason to stop, in one sentence for the person who ran the script."""


def main():
    layer = os.path.dirname(os.path.abspath(__file__))
    try:
        post_install(layer)
    except PostInstallError as error:
        print("%s: error: %s" % (layer, error), file=sys.stderr)
        return 1
    return 0


def post_install(layer):
    config = read_config(layer)
    python = path_in_layers(layer, config["python"])
    base_python = path_in_layers(layer, config["base_python"])
    if python == base_python:
        if "host_python" in config:
            write_environment(layer, find_host(config["host_python"]))
    else:
        runtime = os.path.dirname(os.path.dirname(base_python))
        host = host_of_runtime(runtime)
        write_environment(layer, host or own_interpreter(base_python, config["py_version"]))
        write_layer_paths(layer, config, through_pth=host is not None)
    compile_library(python, os.path.join(layer, "lib"))


# Configuration


def read_config(layer):
    path = os.path.join(layer, CONFIG_FILE)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise PostInstallError("the layer configuration %s is not readable (%s)" % (path, error))


def path_in_layers(layer, relative):
    """The absolute form of a path of the configuration.

    Links stay unresolved: a layer must be found under the name it was given,
    also where that is a link to another disk.
    """
    layers = os.path.dirname(layer)
    path = os.path.normpath(os.path.join(layer, relative))
    has_root = os.path.isabs(relative) or os.path.splitdrive(relative)[0]
    if has_root or os.path.commonpath([layers, path]) != layers:
        raise PostInstallError("the configured path '%s' lies outside %s" % (relative, layers))
    return path


# Interpreters: a dictionary with 'executable' and 'version' each


def own_interpreter(base_python, version):
    """The interpreter of a runtime layer that brings its own."""
    return {"executable": base_python, "version": version}


def find_host(wanted):
    """An interpreter of this machine with the version 'X.Y'."""
    chosen = os.environ.get(HOST_VARIABLE)
    if chosen:
        host = ask_interpreter(shutil.which(chosen))
        if host is None:
            raise PostInstallError("%s names '%s', which is no working Python" % (HOST_VARIABLE, chosen))
        if not has_version(host, wanted):
            raise PostInstallError(
                "%s names '%s', which is Python %s, but this layer needs %s"
                % (HOST_VARIABLE, chosen, host["version"], wanted)
            )
        return host
    for command in (sys.executable, "python" + wanted, "python3", "python"):
        host = ask_interpreter(shutil.which(command) if command else None)
        if host is not None and has_version(host, wanted):
            return host
    raise PostInstallError(
        "no Python %s was found on PATH; install one, or set %s to its path" % (wanted, HOST_VARIABLE)
    )


def host_of_runtime(runtime):
    """The interpreter a host runtime was bound to; None if the runtime brings its own."""
    settings_file = os.path.join(runtime, "pyvenv.cfg")
    if not os.path.isfile(settings_file):
        if "host_python" in read_config(runtime):
            raise PostInstallError("run %s first" % os.path.join(runtime, "postinstall.py"))
        return None
    with open(settings_file, encoding="utf-8", errors="surrogateescape") as file:
        lines = [line.partition("=") for line in file]
    settings = {key.strip(): value.strip() for key, _, value in lines}
    host = {key: settings.get(key, "") for key in ("executable", "version")}
    if not os.path.isfile(host["executable"]):
        raise PostInstallError(
            "the interpreter '%s' is gone; run %s again"
            % (host["executable"], os.path.join(runtime, "postinstall.py"))
        )
    return host


def ask_interpreter(path):
    """What the interpreter says of itself; None if it doesn't run.

    Names on PATH may be shims that refuse to run, so each is tried.
    """
    if path is None:
        return None
    try:
        answer = subprocess.run(
            [path, "-I", "-c", HOST_QUESTION],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        host = json.loads(answer.stdout.decode("ascii"))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return host if os.path.isfile(host["executable"]) else None


def has_version(host, wanted):
    return host["version"].split(".")[:2] == wanted.split(".")[:2]


# Files written


def write_environment(layer, interpreter):
    """Tell Python that this layer is an environment of the interpreter."""
    executable = interpreter["executable"]
    if "\n" in executable or "\r" in executable:
        raise PostInstallError("a folder name with a line break cannot stand in pyvenv.cfg")
    settings = (
        ("home", os.path.dirname(executable)),
        ("include-system-site-packages", "false"),
        ("version", interpreter["version"]),
        ("executable", executable),
    )
    write_atomically(
        os.path.join(layer, "pyvenv.cfg"), "".join("%s = %s\n" % setting for setting in settings)
    )


def write_layer_paths(layer, config, through_pth):
    """Let this layer import from the layers below it.

    A host interpreter may have a 'sitecustomize' of its own in its standard
    library (Debian's and Homebrew's do), which hides one in site-packages.
    A '.pth' file is read in any case.
    """
    folders = [path_in_layers(layer, entry) for entry in config["pylib_dirs"]]
    site_dir = path_in_layers(layer, config["site_dir"])
    if through_pth:
        # Python reads this file in the encoding of the locale, hence ascii().
        lines = ["import site; site.addsitedir(%s)\n" % ascii(folder) for folder in folders]
        name = "assay_layers.pth"
    else:
        lines = ['"""Adds the layers below this one; written by postinstall.py."""\n']
        lines += ["from site import addsitedir\n"]
        lines += ["addsitedir(%s)\n" % ascii(folder) for folder in folders]
        if os.name == "nt":
            lines += dll_lines(path_in_layers(layer, entry) for entry in config["dynlib_dirs"])
        name = "sitecustomize.py"
    os.makedirs(site_dir, exist_ok=True)
    write_atomically(os.path.join(site_dir, name), "".join(lines))


def dll_lines(folders):
    """Windows finds the libraries of other layers only in folders named at run time."""
    yield "from os import add_dll_directory\n"
    for folder in folders:
        if os.path.isdir(folder):
            yield "add_dll_directory(%s)\n" % ascii(folder)
        else:
            yield "# no such folder: %s\n" % ascii(folder)


def write_atomically(path, text):
    """Write a file so that a running Python sees the old one or the new one, whole."""
    temporary = "%s.%d.tmp" % (path, os.getpid())
    try:
        with open(temporary, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            file.write(text)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise


def compile_library(python, library):
    """Byte-compile with the layer's own Python: bytecode of another version is of no use to it."""
    if not os.path.isdir(library):
        return
    try:
        subprocess.run(
            [python, "-X", "utf8", "-I", "-c", COMPILE_COMMAND, library],
            stdin=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostInstallError("the layer's interpreter does not run (%s)" % error)


if __name__ == "__main__":
    sys.exit(main())
