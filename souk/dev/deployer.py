"""The running functions: what they run, and how other code gets into them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from souk.cloud import versions
from souk.cloud.clients import Aws
from souk.cloud.deployed_function import Function, of_environment
from souk.cloud.functions import Artifact
from souk.cloud.restore import digest, download, is_as_deployed
from souk.cloud.stack import name_of
from souk.deploy import deploy
from souk.deploy.deploy import ARTIFACT_BUCKET
from souk.dev import debug_agent, debug_config, service_zip
from souk.dev.sources import Code, compiled
from souk.dev.warmup import start

AT_ONCE = 2
"""Functions that start at the same time: each takes a core for most of a second."""
Parcel = tuple[str, str]
"""What is uploaded once: a service's code, or that of one function with a debugger in it."""


class Live:
    """An environment of the local cloud, and which of its functions are debugged."""

    def __init__(self, aws: Aws, env: str, root: Path, folder: Path) -> None:
        """`folder` keeps wheels."""
        self._aws, self._env, self._root, self._folder = aws, env, root, folder
        self._note = ""
        self._wheels: dict[str, Path] = {}
        self._digests: dict[Artifact, str] = {}
        self._code: Mapping[str, Code] = {}
        self.functions: list[Function] = []
        self.debugged: dict[str, int] = {}

    @property
    def services(self) -> list[str]:
        """Those that have functions."""
        return sorted({function.service for function in self.functions})

    def look(self, note: str) -> dict[str, Code]:
        """See what was deployed: its functions, its wheels; answers our own code in it, by service.

        `note` will be left in the cloud with the first update: no deployment brought what runs then.
        """
        self._note = note
        self.functions = of_environment(self._aws, self._env)
        deployed: dict[str, Code] = {}
        for service, artifact in {each.service: each.artifact for each in self.functions}.items():
            zipped = download(self._aws, artifact)
            deployed[service] = service_zip.own(zipped, service)
            self._wheels[service] = service_zip.wheels(zipped, service, self._folder)
            self._digests[artifact] = digest(zipped)
        return deployed

    def strayed(self) -> list[Function]:
        """Those that are not what was deployed: an earlier `souk dev` changed them."""
        return [each for each in self.functions if not is_as_deployed(self._aws, each, self._digests[each.artifact])]

    def is_waited_for(self, function: Function) -> bool:
        """Whether somebody may be waiting for a function, so that it comes first."""
        return function.is_http or function.name in self.debugged

    def update(self, functions: Sequence[Function], code: Mapping[str, Code]) -> dict[str, str]:
        """Have functions run other code. Answers which can't start, why, and what answers instead."""
        deploy.note_deployed(self._aws, self._env, self._note)
        self._code = code
        parcels = sorted({self._parcel(function) for function in functions})
        with ThreadPoolExecutor(AT_ONCE) as pool:
            keys = dict(zip(parcels, pool.map(lambda parcel: self._upload(parcel, code), parcels), strict=True))
            try:
                told = list(pool.map(lambda each: self._bring(each, keys[self._parcel(each)]), functions))
            finally:
                for key in keys.values():
                    self._aws.s3.delete_object(Bucket=ARTIFACT_BUCKET, Key=key)
        return {function.name: why for function, why in zip(functions, told, strict=True) if why}

    def tidy(self, functions: Sequence[Function]) -> None:
        """Forget the versions that nobody calls any more; their processes end."""
        for function in functions:
            versions.forget_others(self._aws, function.full_name)

    def leave(self) -> int:
        """Take the debugger out of the functions that have it; says of how many."""
        entered = [each for each in self.functions if self._handler(each) == debug_config.HANDLER]
        self.debugged = {}
        if entered:
            self.update(entered, self._code)
        for function in entered:
            # Also of one that can't start: its last version has a debugger in it, and must not answer.
            versions.renew(self._aws, function.full_name)
        return len(entered)

    def _handler(self, function: Function) -> str:
        return self._aws.functions.get_function_configuration(FunctionName=function.full_name)["Handler"]

    def _parcel(self, function: Function) -> Parcel:
        return function.service, function.name if function.name in self.debugged else ""

    def _upload(self, parcel: Parcel, code: Mapping[str, Code]) -> str:
        service, name = parcel
        ours = compiled(code[service])
        for function in self.functions:
            if function.name == name:
                ours = debug_config.wrapped(ours, function, self.debugged[name], self._root)
        zipped = service_zip.bundle(self._wheels[service].read_bytes(), ours)
        key = f"{name_of(self._env)}/dev-{hashlib.sha256(zipped).hexdigest()[:16]}"
        self._aws.s3.put_object(Bucket=ARTIFACT_BUCKET, Key=key, Body=zipped)
        return key

    def _bring(self, function: Function, key: str) -> str | None:
        is_debugged = function.name in self.debugged
        self._aws.functions.update_function_code(FunctionName=function.full_name, S3Bucket=ARTIFACT_BUCKET, S3Key=key)
        self._configure(
            function,
            debug_config.HANDLER if is_debugged else function.handler,
            debug_config.TIMEOUT if is_debugged else function.timeout,
        )
        version = versions.publish(self._aws, function.full_name)
        if is_debugged:
            # The process before it holds the port.
            versions.point(self._aws, function.full_name, version)
            versions.forget_others(self._aws, function.full_name)
            why = start(self._aws, function, version, debug_agent.START)
            return why and f"{why} (nothing answers until the next save)"
        if why := start(self._aws, function, version):
            return f"{why} (what it ran before still answers)"
        versions.point(self._aws, function.full_name, version)
        return None

    def _configure(self, function: Function, handler: str, timeout: int) -> None:
        known = self._aws.functions.get_function_configuration(FunctionName=function.full_name)
        if (known["Handler"], known["Timeout"]) != (handler, timeout):
            self._aws.functions.update_function_configuration(
                FunctionName=function.full_name, Handler=handler, Timeout=timeout
            )
