"""Takes a snapshot of MiniStack from inside: what its services hold in memory, and the objects of S3 on disk.

MiniStack itself saves only when it is asked to stop, service by service, and logs what it can't write. Here all
services are written as they are at one moment. Their memory is copied by a fork, so that nobody waits meanwhile.
"""

import asyncio
import contextlib
import copy
import functools
import importlib
import json
import os
import re
import time
from pathlib import Path
from typing import Any

from souk.local.forked import forked
from souk.local.mirror import Mirror
from souk.local.snapshots import OBJECTS, STATE, Snapshots

PATIENCE = 20.0
"""Seconds that a snapshot waits for a deployment to end."""
BUSY = re.compile("(?<!REVIEW)_IN_PROGRESS$")


class Dump:
    """Takes snapshots of the MiniStack that runs in this process. Belongs to its event loop."""

    def __init__(self, folder: Path) -> None:
        self._snapshots = snapshots = Snapshots(folder)
        self._app: Any = importlib.import_module("ministack.app")
        self._persistence: Any = importlib.import_module("ministack.core.persistence")
        self._responses: Any = importlib.import_module("ministack.core.responses")
        self._stacks: Any = importlib.import_module("ministack.services.cloudformation")._stacks
        self._lambda: Any = importlib.import_module("ministack.services.lambda_svc")
        self._s3: Any = importlib.import_module("ministack.services.s3")
        self._objects = {slot: Mirror(snapshots.live(OBJECTS), slot / OBJECTS) for slot in snapshots.slots}

    async def take(self) -> None:
        """Take a snapshot. Where it can't be written whole, OSError says why, and the older one still counts."""
        for name in (STATE, OBJECTS):
            self._snapshots.live(name).mkdir(mode=0o700, exist_ok=True)
        with self._snapshots.locked() as lock:
            slot = self._snapshots.spare
            objects = self._objects[slot]
            with contextlib.suppress(FileNotFoundError):  # removed meanwhile
                await asyncio.to_thread(objects.update)
            await self._until_at_rest()
            # From here to the fork nothing awaits: no request changes anything. Most objects are there already.
            self._write_late_objects()
            objects.update()
            taken_at = time.time()
            await forked(lambda: self._write(slot, taken_at), lock)

    async def _until_at_rest(self) -> None:
        """Wait until no stack is half made: what CloudFormation has made of one, it notes only at the end."""
        deadline = time.monotonic() + PATIENCE
        while any(BUSY.search(stack["StackStatus"]) for stack in self._stacks._data.values()):
            if time.monotonic() > deadline:
                raise OSError("a deployment is under way")
            await asyncio.sleep(0.1)

    def _write_late_objects(self) -> None:
        """Objects stay in memory while the disk is full; MiniStack never tries again."""
        for (account, bucket), held in self._s3._buckets._data.items():
            for key, found in held["objects"].items():
                if found.get("body") is None:
                    continue
                self._responses.set_request_account_id(account)
                self._s3._persist_object(bucket, key, found)
                if found["body"] is not None:
                    raise OSError(f"an object of S3 can't be written: {bucket}/{key}")

    def _write(self, slot: Path, taken_at: float) -> None:
        """In the child: write what the memory holds, and let it count."""
        # Nobody changes this memory: services need not copy theirs, and equal code is hashed once.
        copy.deepcopy = _itself  # type: ignore[assignment]
        self._lambda._write_code_blob = functools.cache(self._lambda._write_code_blob)
        states = {name: get_state() for name, get_state in self._app._build_persistence_save_dict().items()}
        # Some of it the services keep in files of their own: the functions' code, the keys of user pools.
        Mirror(self._snapshots.live(STATE), slot / STATE).update()
        for name, state in states.items():
            if state is not None:  # a service that could not be loaded; its file stays
                self._write_state(slot / STATE / f"{name}.json", name, state)
        self._snapshots.commit(slot, taken_at)

    def _write_state(self, path: Path, name: str, state: Any) -> None:
        """As MiniStack does it, but an error is one."""
        content = {"__ministack_format__": self._persistence._state_format_version(name), "payload": state}
        part = path.with_suffix(".part")
        with part.open("w") as file:
            file.write(json.dumps(content, default=self._persistence._json_default))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)


def _itself(found: Any, memo: Any = None) -> Any:
    return found
