"""Takes a snapshot of MiniStack from inside: the memory of its services, and the objects of S3 on disk.

MiniStack itself saves only when it is stopped, service by service, and only logs write errors. Here all services are
written as of one moment. A fork copies their memory, so that no request waits.
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
    """Takes snapshots of the MiniStack in this process, on its event loop."""

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
        """Take a snapshot. Raises OSError if it can't be written completely; the older one stays current."""
        for name in (STATE, OBJECTS):
            self._snapshots.live(name).mkdir(mode=0o700, exist_ok=True)
        with self._snapshots.locked() as lock:
            slot = self._snapshots.spare
            objects = self._objects[slot]
            with contextlib.suppress(FileNotFoundError):  # removed in between
                await asyncio.to_thread(objects.update)
            await self._until_settled()
            # No await from here to the fork, so no request changes anything. Most objects are mirrored already.
            self._write_late_objects()
            objects.update()
            taken_at = time.time()
            await forked(lambda: self._write(slot, taken_at), lock)

    async def _until_settled(self) -> None:
        """Wait until no deployment runs: MiniStack records a stack's resources only at its end."""
        deadline = time.monotonic() + PATIENCE
        while any(BUSY.search(stack["StackStatus"]) for stack in self._stacks._data.values()):
            if time.monotonic() > deadline:
                raise OSError("a deployment is in progress")
            await asyncio.sleep(0.1)

    def _write_late_objects(self) -> None:
        """Write the objects that stayed in memory because the disk was full; MiniStack never retries."""
        for (account, bucket), held in self._s3._buckets._data.items():
            for key, stored in held["objects"].items():
                if stored.get("body") is None:
                    continue
                self._responses.set_request_account_id(account)
                self._s3._persist_object(bucket, key, stored)
                if stored["body"] is not None:
                    raise OSError(f"an object of S3 can't be written: {bucket}/{key}")

    def _write(self, slot: Path, taken_at: float) -> None:
        """In the child process: write the memory to the slot, and make that current."""
        # Nothing changes this memory: services need not copy theirs, and equal code is hashed once.
        copy.deepcopy = _itself  # type: ignore[assignment]
        self._lambda._write_code_blob = functools.cache(self._lambda._write_code_blob)
        states = {name: get_state() for name, get_state in self._app._build_persistence_save_dict().items()}
        # Services keep some data in files: the functions' code, the keys of user pools.
        Mirror(self._snapshots.live(STATE), slot / STATE).update()
        for name, state in states.items():
            if state is not None:  # None: a service that could not be loaded; its file stays
                self._write_state(slot / STATE / f"{name}.json", name, state)
        self._snapshots.commit(slot, taken_at)

    def _write_state(self, path: Path, name: str, state: Any) -> None:
        """As MiniStack writes it, but errors are raised."""
        content = {"__ministack_format__": self._persistence._state_format_version(name), "payload": state}
        part = path.with_suffix(".part")
        with part.open("w") as file:
            file.write(json.dumps(content, default=self._persistence._json_default))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)


def _itself(value: Any, memo: Any = None) -> Any:
    return value
