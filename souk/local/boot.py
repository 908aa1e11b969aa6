"""Starts MiniStack with the corrections that the local cloud needs. Runs inside MiniStack's own Python, never in ours.

- MiniStack runs functions with `sys.executable`, and so with its own packages. A function that lacks one of its wheels
  would work here and fail on AWS. The first argument is an interpreter without packages.
- It holds the zip of each function in memory, 220 MB per environment. Here functions with equal code share a zip.
- It leaves the processes of a function or version running when CloudFormation deletes it.
- It unpacks the 1,800 files of a function for each process: half of a cold start, and 44 MB of disk. Here each file is
  unpacked once, and processes get links.
- It accepts any Host and Origin: `loopback_only.py`.
- It saves its data only when it is stopped: `saving.py`, `dump.py`, `snapshots.py`.
- It starts any number of processes: `concurrency.py`.
- It changes a user's address without verification: `cognito.py`.
- It doesn't record the permissions that a role uses: `rights.py`.
- It repeats work for each request: `speed.py`. Its server is slow: `server.py`.
- It lacks parts of CloudFront: `cloudfront.py`.
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
    """A ZipFile class that unpacks into `store` and links from there. Code is read-only, as on AWS."""
    store.mkdir(parents=True, exist_ok=True)

    class Linking(zipfile.ZipFile):
        """A zip whose files are shared."""

        def extractall(self, path: Any = None, *more: Any, **others: Any) -> None:
            """Link files of the same name, size and check sum; unpack the others."""
            folders: set[str] = set()
            for entry in self.infolist():
                name = hashlib.sha256(f"{entry.filename} {entry.file_size} {entry.CRC}".encode()).hexdigest()
                shared_file, target = os.path.join(store, name[:32]), os.path.join(path, entry.filename)
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
    cloudfront: Any = importlib.import_module("ministack.services.cloudfront")
    importlib.import_module("souk.local.cloudfront").correct(cloudfront, provisioners, app)
    iam: Any = importlib.import_module("ministack.core.iam_evaluator")
    rights = importlib.import_module("souk.local.rights").Rights(Path.cwd() / "rights")
    iam._first_match = rights.noting(iam._first_match)
    dynamodb: Any = importlib.import_module("ministack.services.dynamodb")
    importlib.import_module("souk.local.speed").quicken(iam, dynamodb, runtime.Worker)
    importlib.import_module("souk.local.server").replace(importlib.import_module("hypercorn.asyncio"))
    sys.executable = sys.argv.pop(1)
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
