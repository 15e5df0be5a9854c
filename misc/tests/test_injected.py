"""Layers put together by hand are installed, moved and run with the injected files.

One runtime bound to a Python of this machine, a framework on it, and an
application on that, in folders with a space and letters outside ASCII.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

INJECTED = pathlib.Path(__file__).parents[2] / "Sources" / "PythonLayers" / "Injected"
VERSION = "%d.%d" % sys.version_info[:2]
SITE_DIR = "lib/python%s/site-packages" % VERSION

# The application prints what it found, one value a line.
LAUNCH_MODULE = """
import sys, in_runtime, in_framework, os
print(in_runtime.__file__)
print(in_framework.__file__)
print(sys.prefix)
print(sys.executable)
print(os.environ.get('LD_LIBRARY_PATH', ''))
print(sys.argv[1:])
"""


def make_executable(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def make_layer(folder, name, module, text, below=(), **extra):
    """A layer as it comes out of its archive; 'below' lists the layers it imports from."""
    layer = folder / name
    site = layer / SITE_DIR
    site.mkdir(parents=True)
    (site / (module + ".py")).write_text(text, encoding="utf-8")
    runtime = below[-1] if below else name
    config = {
        "base_python": "../%s/bin/python" % runtime if below else "bin/python",
        "dynlib_dirs": ["../%s/share/venv/dynlib" % other for other in below],
        "py_version": VERSION + ".11",
        "pylib_dirs": ["../%s/%s" % (other, SITE_DIR) for other in below],
        "python": "bin/python",
        "site_dir": SITE_DIR,
    }
    config.update(extra)
    metadata = layer / "share" / "venv" / "metadata"
    metadata.mkdir(parents=True)
    (metadata / "venvstacks_layer.json").write_text(json.dumps(config))
    shutil.copy(INJECTED / "postinstall.py", layer)
    if below:
        calls = "\n".join("add_dynlib_dir '../../%s/share/venv/dynlib'" % other for other in below)
        template = (INJECTED / "python-wrapper-linux.sh").read_text(encoding="utf-8")
        make_executable(layer / "bin" / "python", template.replace("@DYNLIB_CALLS@", calls))
        (layer / "bin" / "python_").symlink_to("../../%s/bin/python" % runtime)
    else:
        launcher = (INJECTED / "host-launcher.sh").read_text(encoding="utf-8")
        make_executable(layer / "bin" / "python", launcher)
    for link in ("python3", "python" + VERSION):
        (layer / "bin" / link).symlink_to("python")
    return layer


@unittest.skipUnless(sys.platform.startswith("linux"), "the wrapper under test is that of Linux")
class InjectedFilesTests(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="assay-injected-")
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name).resolve()
        self.folder = self.scratch / "lägen och saker"
        self.folder.mkdir()
        runtime, framework = "cpython@2", "framework-text"
        make_layer(self.folder, runtime, "in_runtime", "", host_python=VERSION)
        make_layer(self.folder, framework, "in_framework", "", below=[runtime])
        make_layer(
            self.folder,
            "app-hello",
            "hello",
            LAUNCH_MODULE,
            below=[framework, runtime],
            launch_module="hello",
        )
        self.names = [runtime, framework, "app-hello"]

    def run_program(self, *command, **environment):
        return subprocess.run(
            [str(word) for word in command],
            env={"PATH": "/usr/bin:/bin", **environment},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def post_install(self, name, python=sys.executable, **environment):
        environment.setdefault("ASSAY_HOST_PYTHON", sys.executable)
        return self.run_program(python, self.folder / name / "postinstall.py", **environment)

    def install_all(self, **options):
        for name in self.names:
            done = self.post_install(name, **options)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def check_application(self, python="python"):
        app = self.folder / "app-hello"
        done = self.run_program(app / "bin" / python, "-Im", "hello", "a b", "")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        expected = [
            self.folder / "cpython@2" / SITE_DIR / "in_runtime.py",
            self.folder / "framework-text" / SITE_DIR / "in_framework.py",
            app,
            app / "bin" / "python",
            ":".join(
                "%s/bin/../../%s/share/venv/dynlib" % (app, other)
                for other in ("framework-text", "cpython@2")
            ),
            ["a b", ""],
        ]
        self.assertEqual(done.stdout.splitlines(), [str(line) for line in expected])

    def check_prefix(self, command, layer):
        done = self.run_program(command, "-Ic", "import sys; print(sys.prefix)")
        self.assertEqual((done.stdout.strip(), done.stderr), (str(self.folder / layer), ""))

    def check_refusal(self, done, status, message):
        self.assertEqual((done.returncode, done.stdout), (status, ""))
        self.assertIn(message, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, "one sentence")

    def test_imports_reach_every_layer_below(self):
        self.install_all()
        self.check_application()

    def test_other_names_of_python_belong_to_the_same_layer(self):
        self.install_all()
        self.check_application("python3")
        self.check_application("python" + VERSION)
        for name in self.names:
            for python in ("python", "python3", "python" + VERSION):
                self.check_prefix(self.folder / name / "bin" / python, name)

    def test_link_from_elsewhere_leads_into_the_layer(self):
        self.install_all()
        for name in self.names:
            link = self.scratch / ("link-" + name)
            link.symlink_to(self.folder / name / "bin" / "python")
            self.check_prefix(link, name)

    def test_moved_layers_work_after_a_second_installation(self):
        self.install_all()
        moved = self.scratch / "flyttad hit"
        self.folder.rename(moved)
        self.folder = moved
        self.install_all()
        self.check_application()

    def test_every_python_on_this_machine_can_install(self):
        others = [shutil.which("python3.%d" % minor) for minor in range(8, 16)]
        for python in filter(None, others):
            if self.run_program(python, "-c", "", PATH=os.environ["PATH"]).returncode == 0:
                with self.subTest(python=python):
                    self.install_all(python=python, PATH=os.environ["PATH"])
                    self.check_application()

    def test_host_is_found_without_being_named(self):
        self.install_all(ASSAY_HOST_PYTHON="")
        self.check_application()

    def test_every_module_is_compiled_for_the_layer(self):
        self.install_all()
        tag = sys.implementation.cache_tag
        for name, module in zip(self.names, ("in_runtime", "in_framework", "hello")):
            cache = self.folder / name / SITE_DIR / "__pycache__"
            self.assertTrue((cache / ("%s.%s.pyc" % (module, tag))).is_file())

    def test_nothing_temporary_is_left(self):
        self.install_all()
        self.assertEqual(list(self.folder.rglob("*.tmp")), [])

    def test_missing_host_names_version_and_variable(self):
        config = self.folder / self.names[0] / "share/venv/metadata/venvstacks_layer.json"
        config.write_text(config.read_text().replace('"host_python": "%s"' % VERSION, '"host_python": "3.2"'))
        done = self.post_install(self.names[0], ASSAY_HOST_PYTHON="")
        self.check_refusal(done, 1, "no Python 3.2 was found on PATH; install one, or set ASSAY_HOST_PYTHON")
        done = self.post_install(self.names[0])
        self.check_refusal(done, 1, "but this layer needs 3.2")
        done = self.post_install(self.names[0], ASSAY_HOST_PYTHON="/bin/cat")
        self.check_refusal(done, 1, "which is no working Python")

    def test_layer_waits_for_its_runtime(self):
        done = self.post_install("framework-text")
        self.check_refusal(done, 1, "run %s first" % (self.folder / "cpython@2" / "postinstall.py"))

    def test_launching_before_installing_says_what_to_run(self):
        runtime, framework, _ = self.names
        done = self.run_program(self.folder / runtime / "bin" / "python", "-c", "")
        self.check_refusal(done, 4, "run %s" % (self.folder / runtime / "postinstall.py"))
        self.post_install(runtime)
        done = self.run_program(self.folder / framework / "bin" / "python", "-c", "")
        self.check_refusal(done, 4, "run %s" % (self.folder / framework / "postinstall.py"))

    def test_vanished_host_asks_for_another_installation(self):
        self.install_all()
        settings = self.folder / self.names[0] / "pyvenv.cfg"
        settings.write_text("home = /gone\nexecutable = /gone/python\n")
        done = self.run_program(self.folder / self.names[0] / "bin" / "python", "-c", "")
        self.check_refusal(done, 4, "the interpreter /gone/python is gone")
        self.check_refusal(self.post_install("app-hello"), 1, "the interpreter '/gone/python' is gone")

    def test_wrapper_says_which_part_is_missing(self):
        self.install_all()
        layer = self.folder / "framework-text"
        shutil.rmtree(self.folder / "cpython@2")
        done = self.run_program(layer / "bin" / "python", "-c", "")
        self.check_refusal(done, 2, "unpack the runtime layer beside this one")
        (layer / "bin" / "python_").unlink()
        (layer / "bin" / "python_").symlink_to("python")
        done = self.run_program(layer / "bin" / "python", "-c", "")
        self.check_refusal(done, 3, "leads back to")

    def test_paths_outside_the_layers_are_refused(self):
        config = self.folder / "framework-text" / "share/venv/metadata/venvstacks_layer.json"
        settings = json.loads(config.read_text())
        for path in ("../../elsewhere/lib", "/usr/lib/python3"):
            settings["pylib_dirs"] = [path]
            config.write_text(json.dumps(settings))
            self.post_install("cpython@2")
            done = self.post_install("framework-text")
            self.check_refusal(done, 1, "'%s' lies outside" % path)

    def test_known_library_folders_stay_in_front(self):
        self.install_all()
        app = self.folder / "app-hello"
        done = self.run_program(
            app / "bin" / "python",
            "-Ic",
            "import os; print(os.environ['LD_LIBRARY_PATH'])",
            LD_LIBRARY_PATH="/first",
        )
        self.assertTrue(done.stdout.startswith("/first:"), done.stdout)


@unittest.skipUnless(sys.platform.startswith("linux"), "the wrapper under test is that of Linux")
class OwnInterpreterTests(unittest.TestCase):
    """A runtime that brings its interpreter; a link to the running one stands in for it."""

    def test_site_customisation_adds_the_layers_below(self):
        with tempfile.TemporaryDirectory(prefix="assay-injected-") as scratch:
            folder = pathlib.Path(scratch).resolve()
            runtime = make_layer(folder, "cpython", "in_runtime", "")
            (runtime / "bin" / "python").unlink()
            (runtime / "bin" / "python").symlink_to(os.path.realpath(sys._base_executable))
            layer = make_layer(folder, "framework-text", "in_framework", "", below=["cpython"])
            subprocess.run([sys.executable, str(layer / "postinstall.py")], check=True)
            text = (layer / SITE_DIR / "sitecustomize.py").read_text()
            self.assertIn("addsitedir(%s)\n" % ascii(str(runtime / SITE_DIR)), text)
            self.assertEqual(
                (layer / "pyvenv.cfg").read_text(),
                "home = %s\ninclude-system-site-packages = false\nversion = %s.11\nexecutable = %s\n"
                % (runtime / "bin", VERSION, runtime / "bin" / "python"),
            )


if __name__ == "__main__":
    unittest.main()
