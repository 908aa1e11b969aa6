"""An image like Lambda's own, made of this machine's Python where no registry has the real one."""

from __future__ import annotations

import io
import platform
import re
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from pathlib import Path

from tests.sam_local.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
UV = [sys.executable, "-m", "uv"]
VERSION = "{}.{}".format(*sys.version_info)
PYTHON = f"/var/lang/bin/python{VERSION}"
LIBRARIES = "/var/lang/lib"
TOOLS = ("sh", "mv", "chmod")
"""Programs that SAM's own layer on top of the image runs while it is built."""
COMMON = ("libgcc_s.so.1", "libstdc++.so.6", "librt.so.1", "libpthread.so.0", "libdl.so.2", "libm.so.6")
"""Libraries that wheels rely on (https://peps.python.org/pep-0600/)."""
LEFT_OUT = {"site-packages", "dist-packages", "test", "idlelib", "tkinter", "ensurepip", "lib2to3", "turtledemo"}
BOOTSTRAP = f'#!/bin/sh\nexec {PYTHON} -m awslambdaric "$_HANDLER"\n'
NAMES = "hosts: files dns\n"
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "LAMBDA_TASK_ROOT": "/var/task",
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "LD_LIBRARY_PATH": LIBRARIES,
    "PATH": "/var/lang/bin:/usr/bin:/bin",
    "PYTHONPATH": "/var/runtime",
}


def load(engine: Engine) -> None:
    """Give an engine the image that SAM looks for."""
    architecture = {"x86_64": "x86_64", "aarch64": "arm64"}[platform.machine()]
    tar, runtime = engine.folder / "base.tar", engine.folder / "runtime"
    _install(runtime)
    _write(tar, runtime)
    changes = [word for name, value in ENVIRONMENT.items() for word in ("--change", f"ENV {name}={value}")]
    engine.docker("import", *changes, str(tar), f"public.ecr.aws/lambda/python:{VERSION}-{architecture}")
    tar.unlink()


def _install(folder: Path) -> None:
    """Lambda's client, as uv.lock has it."""
    export = [*UV, "export", "--frozen", "--only-group", "lambda-image", "--no-annotate"]
    wanted = subprocess.run(export, cwd=ROOT, capture_output=True, check=True).stdout
    options = ["--target", folder, "--only-binary", ":all:", "--require-hashes", "--python", sys.executable]
    subprocess.run([*UV, "pip", "install", "-q", *options, "-r", "-"], cwd=ROOT, input=wanted, check=True)


def _write(target: Path, runtime: Path) -> None:
    """A root file system as a tar: the interpreter, Lambda's client from the folder `runtime`, and what those need."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    executable = Path(sys.executable).resolve()
    modules = sorted((stdlib / "lib-dynload").glob("*.so"))
    tools = [Path("/bin") / tool for tool in TOOLS]
    with tarfile.open(target, "w") as tar:
        tar.add(executable, PYTHON.lstrip("/"))
        tar.add(stdlib, f"{LIBRARIES}/python{VERSION}".lstrip("/"), filter=_without_ballast)
        tar.add(runtime, "var/runtime")
        for tool in tools:
            tar.add(tool.resolve(), f"bin/{tool.name}")
        for name, library in dict(_needed([executable, *modules, *tools])).items():
            tar.add(library.resolve(), name.lstrip("/"))
        _put(tar, "var/runtime/bootstrap", BOOTSTRAP, 0o755)
        _put(tar, "etc/nsswitch.conf", NAMES, 0o644)
        _folder(tar, "tmp", 0o1777)
        _folder(tar, "var/task", 0o755)


def _needed(programs: list[Path]) -> Iterator[tuple[str, Path]]:
    """The shared libraries of some programs: where they go, and where they are."""
    shown = subprocess.run(["ldd", *programs], capture_output=True, text=True, check=False).stdout
    for path in set(re.findall(r"(?:=> )?(/\S+) \(0x", shown)):
        # The loader is asked for by its whole path, everything else by name.
        is_loader = Path(path).name.startswith("ld-linux")
        yield (path if is_loader else f"{LIBRARIES}/{Path(path).name}"), Path(path)
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    for name in COMMON:
        yield f"{LIBRARIES}/{name}", Path(re.findall(rf"{re.escape(name)} .*=> (\S+)", cache)[0])


def _without_ballast(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    name = Path(entry.name).name
    return None if name in LEFT_OUT or name.startswith("config-") else entry


def _put(tar: tarfile.TarFile, name: str, content: str, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    tar.addfile(entry, io.BytesIO(content.encode()))


def _folder(tar: tarfile.TarFile, name: str, mode: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.type, entry.mode = tarfile.DIRTYPE, mode
    tar.addfile(entry)
