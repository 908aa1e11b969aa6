"""Lambda's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It holds the zip of each function in memory, 220 MB per environment. Here functions with equal code share a zip.
- It leaves the processes of a function or version running when CloudFormation deletes it.
- It unpacks the 1,800 files of a function for each process: half of a cold start, and 44 MB of disk. Here each zip is
  unpacked once, with links to the files that another has, and processes get one link to the whole.
- It starts a process for every call that finds none idle: a hundred calls are a hundred cold starts, and all time out.
  Here a function has a concurrency limit, like reserved concurrency on AWS, and a call over it waits a moment.
"""

import contextlib
import hashlib
import os
import tempfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from souk.local.concurrency import CALL_SECONDS, EVENT_SECONDS, Slots

DELETABLE = ("AWS::Lambda::Function", "AWS::Lambda::Version")


def shared(fetch: Callable[..., bytes | None], functions: Any) -> Callable[..., bytes | None]:
    """Fetch code as before, but return the copy that a function already holds."""

    def fetch_shared(*where: Any, **more: Any) -> bytes | None:
        code = fetch(*where, **more)
        held = (function.get("code_zip") for function in functions.values())
        return next((other for other in held if other == code), code)

    return fetch_shared


def ending(delete: Callable[..., None], end: Callable[[str, str | None], None]) -> Callable[..., None]:
    """Delete a function (`NAME`) or a version (`arn:...:function:NAME:7`) as before, and end its processes."""

    def delete_and_end(resource: str, *more: Any) -> None:
        delete(resource, *more)
        name, _, version = resource.rpartition("function:")[2].partition(":")
        end(name, version or None)

    return delete_and_end


def linking(store: Path) -> type[zipfile.ZipFile]:
    """A ZipFile class that unpacks into `store` and links to it. Code is read-only, as on AWS."""
    store.mkdir(parents=True, exist_ok=True)
    unpacking = threading.Lock()

    class Linking(zipfile.ZipFile):
        """A zip whose content is shared."""

        def extractall(self, path: Any = None, *more: Any, **others: Any) -> None:
            """Put a link to the unpacked zip in the place of the empty folder `path`."""
            # The prefix: a zip of one file is not that file.
            whole = os.path.join(store, _name("zip\n" + "".join(map(_identity, self.infolist()))))
            with unpacking:
                if not os.path.isdir(whole):
                    part = tempfile.mkdtemp(dir=store)
                    self._unpack(part)
                    os.rename(part, whole)
            os.rmdir(path)
            os.symlink(whole, path)

        def _unpack(self, path: str) -> None:
            """Link files of the same name, size and check sum; unpack the others."""
            folders: set[str] = set()
            for entry in self.infolist():
                shared_file, target = os.path.join(store, _name(_identity(entry))), os.path.join(path, entry.filename)
                if entry.is_dir():
                    continue
                folder = os.path.dirname(target)
                if folder not in folders:
                    os.makedirs(folder, exist_ok=True)
                    folders.add(folder)
                try:
                    os.link(shared_file, target)
                except OSError:  # not unpacked yet, or the file system has no links
                    unpacked = self.extract(entry, path)
                    with contextlib.suppress(OSError):
                        os.link(unpacked, shared_file)

    return Linking


def _identity(entry: zipfile.ZipInfo) -> str:
    return f"{entry.filename} {entry.file_size} {entry.CRC}\n"


def _name(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def limited(reserved: Callable[[Any, Any], int | None], limit: int) -> Callable[[Any, Any], int]:
    """The lower of a function's own limit and this one."""

    def lower(function: Any, config: Any) -> int:
        configured = reserved(function, config)
        return limit if configured is None else min(configured, limit)

    return lower


def correct(lambda_svc: Any, runtime: Any, provisioners: Any, store: Path, limit: int) -> None:
    """Make all corrections in MiniStack's modules; `limit` is the concurrency of each function."""
    lambda_svc._fetch_code_from_s3 = shared(lambda_svc._fetch_code_from_s3, lambda_svc._functions)
    for kind in DELETABLE:
        handlers = provisioners._RESOURCE_HANDLERS[kind]
        handlers["delete"] = ending(handlers["delete"], lambda_svc.invalidate_worker)
    runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": linking(store)})
    lambda_svc._reserved_concurrency = limited(lambda_svc._reserved_concurrency, limit)
    slots = Slots(lambda_svc._acquire_execution_slot, lambda_svc._release_execution_slot, CALL_SECONDS, EVENT_SECONDS)
    lambda_svc._acquire_execution_slot, lambda_svc._release_execution_slot = slots.acquire, slots.release
