"""The programs that an environment's applications have for instances: each in a layer, behind a target group."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.deploy.applications import PROCFILE
from souk.local import http
from souk.programs import targets
from souk.programs.targets import TargetGroup

LAYER = "AWS::Lambda::LayerVersion"
DOWNLOAD_SECONDS = 60.0


@dataclass(frozen=True)
class Program:
    """A program as it is deployed."""

    application: str
    layer: str
    """The ARN of its code."""
    group: TargetGroup
    variables: dict[str, str]
    """The outputs of its stack: `FirmwareBucket` is FIRMWARE_BUCKET."""

    def fingerprint(self, endpoint_url: str) -> str:
        """Changes with its code, its variables, and the local cloud that it calls."""
        facts = json.dumps([self.layer, sorted(self.variables.items()), endpoint_url])
        return hashlib.sha256(facts.encode()).hexdigest()[:16]


def find(environment: Environment) -> list[Program]:
    """The programs of the applications that are deployed completely."""
    programs = []
    for stack in environment.stacks:
        own = [resource for resource in environment.resources if resource.stack == stack.name and resource.physical_id]
        layers = [resource.physical_id for resource in own if resource.type == LAYER]
        groups = [resource.physical_id for resource in own if resource.type == targets.TARGET_GROUP]
        if stack.application and stack.is_complete and layers and groups:
            for group in targets.of_instances(environment, groups)[:1]:
                programs.append(Program(stack.application, layers[0], group, variables(stack.outputs)))
    return programs


def variables(outputs: Mapping[str, str]) -> dict[str, str]:
    """The outputs of a stack as variables."""
    return {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).upper(): value for key, value in outputs.items()}


def unpack(environment: Environment, program: Program, folder: Path) -> str:
    """Put the code of a program into an empty folder; returns the line `web` of its Procfile, which a shell runs."""
    layer = environment.aws.client("lambda").get_layer_version_by_arn(Arn=program.layer)
    answer = http.get(layer["Content"]["Location"], timeout=DOWNLOAD_SECONDS)
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(folder)
    procfile = folder / PROCFILE
    line = re.search(r"^web:\s*(.+)$", procfile.read_text() if procfile.exists() else "", re.MULTILINE)
    if line is None:
        raise SoukError(
            f"the program of `{program.application}` has no line `web: COMMAND`", f"add it to its {PROCFILE}"
        )
    return line[1]
