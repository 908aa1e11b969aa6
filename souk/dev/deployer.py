"""Updates running functions with the checkout's code, without a deployment."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from souk.cloud import versions
from souk.cloud.environment import Environment
from souk.cloud.functions import Artifact, Function
from souk.cloud.restore import digest, download, is_as_deployed
from souk.deploy import deploy
from souk.deploy.deploy import ARTIFACT_BUCKET
from souk.dev import debug_agent, debug_config, service_zip
from souk.dev.sources import Code, compiled
from souk.dev.warmup import warm_up
from zip_contents import contents_of

PARALLEL = 2
"""Functions that start at the same time: each takes a core for most of a second."""
Upload = tuple[Artifact, str]
"""The deployed zip that another replaces, and the name of a function if that contains its debug agent."""


class FunctionUpdater:
    """The functions of an environment of the local cloud, and those of them that are debugged."""

    def __init__(self, environment: Environment, root: Path, folder: Path) -> None:
        """`folder` caches wheels."""
        self._environment, self._root, self._folder = environment, root, folder
        self._aws = environment.aws
        self._notes: Mapping[str, str] = {}
        self._wheels: dict[Artifact, Path] = {}
        self._digests: dict[Artifact, str] = {}
        self._code: Mapping[str, Code] = {}
        self.functions: list[Function] = []
        self.debugged: dict[str, int] = {}

    @property
    def services(self) -> list[str]:
        """The services that have functions."""
        return sorted({function.service for function in self.functions})

    def refresh(self, notes: Mapping[str, str], without: Collection[str] = ()) -> dict[str, Code]:
        """Read what is deployed: functions and wheels. Returns the sources in it, by service.

        `notes` replace the deployments' with the first update, by application: no deployment made that state.
        `without`: applications that stay as they are.
        """
        self._notes = notes
        self._environment.refresh()
        self.functions = [each for each in self._environment.functions if each.application not in without]
        deployed: dict[str, Code] = {}
        self._wheels = {}
        for artifact, service in {function.artifact: function.service for function in self.functions}.items():
            zipped = download(self._aws, artifact)
            deployed[service] = {**deployed.get(service, {}), **service_zip.sources(zipped, service)}
            self._wheels[artifact] = service_zip.wheels(zipped, service, self._folder)
            self._digests[artifact] = digest(zipped)
        for unused in {*self._folder.glob("*.zip")} - {*self._wheels.values()}:
            unused.unlink()
        return deployed

    def drifted(self) -> list[Function]:
        """The functions that an earlier `souk dev` changed."""
        return [
            function
            for function in self.functions
            if not is_as_deployed(self._aws, function, self._digests[function.artifact])
        ]

    def is_urgent(self, function: Function) -> bool:
        """Whether a function is updated first, because a person may be waiting for it."""
        return function.is_http or function.short_name in self.debugged

    def update(self, functions: Sequence[Function], code: Mapping[str, Code]) -> dict[str, str]:
        """Update functions; returns the reasons of those that can't start, by name."""
        for application in {function.application for function in functions}:
            deploy.note_deployed(self._environment, application, self._notes[application])
        self._code = code
        uploads = sorted({self._upload_of(function) for function in functions})
        with ThreadPoolExecutor(PARALLEL) as pool:
            keys = dict(zip(uploads, pool.map(lambda upload: self._upload(upload, code), uploads), strict=True))
            try:
                problems = pool.map(lambda function: self._deploy(function, keys[self._upload_of(function)]), functions)
                return {
                    function.short_name: problem
                    for function, problem in zip(functions, problems, strict=True)
                    if problem
                }
            finally:
                for key in keys.values():
                    self._aws.s3.delete_object(Bucket=ARTIFACT_BUCKET, Key=key)

    def prune(self, functions: Sequence[Function]) -> None:
        """Delete versions without traffic; their processes end."""
        for function in functions:
            versions.prune(self._aws, function.name)

    def detach_debugger(self) -> int:
        """Remove the debug agent from all functions; returns their number."""
        attached = [function for function in self.functions if self._handler(function) == debug_config.HANDLER]
        self.debugged = {}
        if attached:
            self.update(attached, self._code)
        for function in attached:
            # Includes functions that can't start: their last version contains the agent, and must not be live.
            versions.publish_and_shift(self._aws, function.name)
        return len(attached)

    def _handler(self, function: Function) -> str:
        return self._aws.functions.get_function_configuration(FunctionName=function.name)["Handler"]

    def _upload_of(self, function: Function) -> Upload:
        return function.artifact, function.short_name if function.short_name in self.debugged else ""

    def _upload(self, upload: Upload, code: Mapping[str, Code]) -> str:
        function = next(function for function in self.functions if self._upload_of(function) == upload)
        contents = contents_of(function.service, function.kind, self._root / "pyproject.toml")
        files = compiled({path: text for path, text in code[function.service].items() if contents.ships(path)})
        if function.short_name in self.debugged:
            files = debug_config.add_agent(files, function, self.debugged[function.short_name], self._root)
        zipped = service_zip.bundle(self._wheels[function.artifact].read_bytes(), files)
        key = f"{self._environment.stack_name}/dev-{hashlib.sha256(zipped).hexdigest()[:16]}"
        self._aws.s3.put_object(Bucket=ARTIFACT_BUCKET, Key=key, Body=zipped)
        return key

    def _deploy(self, function: Function, key: str) -> str | None:
        is_debugged = function.short_name in self.debugged
        self._aws.functions.update_function_code(FunctionName=function.name, S3Bucket=ARTIFACT_BUCKET, S3Key=key)
        self._configure(
            function,
            debug_config.HANDLER if is_debugged else function.handler,
            debug_config.TIMEOUT if is_debugged else function.timeout,
        )
        version = versions.publish(self._aws, function.name)
        if is_debugged:
            # The process of the version before occupies the port.
            versions.shift_alias(self._aws, function.name, version)
            versions.prune(self._aws, function.name)
            problem = warm_up(self._aws, function, version, debug_agent.WARMUP)
            return problem and f"{problem} (it is down until the next save)"
        if problem := warm_up(self._aws, function, version):
            return f"{problem} (the previous version stays live)"
        versions.shift_alias(self._aws, function.name, version)
        return None

    def _configure(self, function: Function, handler: str, timeout: int) -> None:
        config = self._aws.functions.get_function_configuration(FunctionName=function.name)
        if (config["Handler"], config["Timeout"]) != (handler, timeout):
            self._aws.functions.update_function_configuration(
                FunctionName=function.name, Handler=handler, Timeout=timeout
            )
