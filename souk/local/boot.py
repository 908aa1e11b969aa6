"""Runs inside MiniStack's own Python, never in ours: starts it so that functions see only what they ship.

MiniStack runs Lambda functions with `sys.executable`, and so with its own installed packages in reach. A
function that forgot one of its wheels would then work here and fail on AWS. The first argument is a bare
interpreter.

And MiniStack holds each function's zip in memory, 220 MB an environment, though there are but three different ones.
Here a function that is deployed shares the zip of any that has the same.

And when CloudFormation deletes a function or a version, its processes would live on.

And each process of a function gets its 1,800 files unpacked anew: half of a cold start, and 44 MB of disk. Here a file
is unpacked once, and the processes get links to it.

And it answers any Host and Origin: see `loopback_only.py`.

And it saves its data at its end only, unless it is killed: see `saving.py`, `dump.py`, `snapshots.py`.

And it bounds nothing: see `concurrency.py`.

And it gives a user any address at once: see `cognito.py`.

And it doesn't say which of its rights a role uses: see `rights.py`.
"""

import contextlib
import hashlib
import importlib
import os
import runpy
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def shared(fetch: Callable[..., bytes | None], functions: Any) -> Callable[..., bytes | None]:
    """Fetch code as before, but answer the copy that a function already holds."""

    def fetch_shared(*where: Any, **more: Any) -> bytes | None:
        code = fetch(*where, **more)
        held = (function.get("code_zip") for function in functions.values())
        return next((other for other in held if other == code), code)

    return fetch_shared


def ending(delete: Callable[..., None], end: Callable[[str, str | None], None]) -> Callable[..., None]:
    """Delete a function (`NAME`) or a version (`arn:...:function:NAME:7`) as before, and end its processes."""

    def delete_and_end(own: str, *more: Any) -> None:
        delete(own, *more)
        name, _, version = own.rpartition("function:")[2].partition(":")
        end(name, version or None)

    return delete_and_end


def linking(store: Path) -> type[zipfile.ZipFile]:
    """A zip whose files are unpacked into `store`, and linked from there. Code is only read, as on AWS."""
    store.mkdir(parents=True, exist_ok=True)

    class Linking(zipfile.ZipFile):
        """The same zip."""

        def extractall(self, path: Any = None, *more: Any, **others: Any) -> None:
            """Link what is known: of the same name, size and check sum. Unpack the rest."""
            folders: set[str] = set()
            for entry in self.infolist():
                name = hashlib.sha256(f"{entry.filename} {entry.file_size} {entry.CRC}".encode()).hexdigest()
                kept, target = os.path.join(store, name[:32]), os.path.join(path, entry.filename)
                if entry.is_dir():
                    continue
                folder = os.path.dirname(target)
                if folder not in folders:
                    os.makedirs(folder, exist_ok=True)
                    folders.add(folder)
                try:
                    os.link(kept, target)
                except OSError:  # not there yet, or this disk has no links
                    unpacked = self.extract(entry, path)
                    with contextlib.suppress(OSError):
                        os.link(unpacked, kept)

    return Linking


if __name__ == "__main__":
    lambda_svc: Any = importlib.import_module("ministack.services.lambda_svc")
    lambda_svc._fetch_code_from_s3 = shared(lambda_svc._fetch_code_from_s3, lambda_svc._functions)
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    store = Path(tempfile.gettempdir()) / "code"
    runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": linking(store)})
    provisioners: Any = importlib.import_module("ministack.services.cloudformation.provisioners")
    for kind in ("AWS::Lambda::Function", "AWS::Lambda::Version"):
        handlers = provisioners._RESOURCE_HANDLERS[kind]
        handlers["delete"] = ending(handlers["delete"], lambda_svc.invalidate_worker)
    sys.path.append(str(Path(__file__).resolve().parents[2]))
    app: Any = importlib.import_module("ministack.app")
    dump = importlib.import_module("souk.local.dump").Dump(Path.cwd())
    app.save_all = lambda states: None
    saving = importlib.import_module("souk.local.saving").Saving(app.app, dump.take)
    app.app = importlib.import_module("souk.local.loopback_only").loopback_only(saving)
    apigateway: Any = importlib.import_module("ministack.services.apigateway_v1")
    concurrency: Any = importlib.import_module("souk.local.concurrency")
    concurrency.bound(lambda_svc, apigateway, int(os.environ["FUNCTION_CONCURRENCY"]))
    cognito: Any = importlib.import_module("ministack.services.cognito")
    importlib.import_module("souk.local.cognito").keep_until_verified(cognito)
    iam: Any = importlib.import_module("ministack.core.iam_evaluator")
    rights = importlib.import_module("souk.local.rights").Rights(Path.cwd() / "rights")
    iam._first_match = rights.noting(iam._first_match)
    sys.executable = sys.argv.pop(1)
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
