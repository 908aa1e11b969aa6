"""One deployed environment: its cloud, stacks, functions and outputs, each looked up once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from souk.base.errors import SoukError
from souk.cloud import demo_users
from souk.cloud import stacks as cloudformation
from souk.cloud.clients import Aws
from souk.cloud.functions import FUNCTION, Function
from souk.cloud.naming import ServiceOutput, stack_name
from souk.cloud.outputs import Outputs, Person
from souk.cloud.stacks import Stack


@dataclass(frozen=True)
class Resource:
    """A resource of one of the stacks."""

    type: str
    logical_id: str
    physical_id: str
    stack: str
    """The name of its stack."""


class Environment:
    """An environment in one cloud. It keeps every answer until `refresh`."""

    def __init__(self, name: str, aws: Aws, stacks: Iterable[Stack] | None = None) -> None:
        """`stacks`: those of the whole account, where the caller has listed them already."""
        self.name = name
        self.aws = aws
        if stacks is not None:
            self._all_stacks = list(stacks)

    @property
    def is_local(self) -> bool:
        """Whether it is in the local cloud, not on AWS."""
        return self.aws.endpoint_url is not None

    @property
    def stack_name(self) -> str:
        """The stack of its core, with which the names of its resources begin."""
        return stack_name(self.name)

    @property
    def stacks(self) -> list[Stack]:
        """Those that are deployed: the core first, then its applications."""
        return [stack for stack in self._all_stacks if stack.environment == self.name]

    def find_stack(self, application: str = "") -> Stack | None:
        """The stack of its core or of an application, in any state; None if that is not deployed."""
        return next((stack for stack in self.stacks if stack.application == application), None)

    @property
    def applications(self) -> list[str]:
        """The applications that are deployed, in any state."""
        return [stack.application for stack in self.stacks if stack.application]

    def part(self, application: str) -> Environment:
        """The same environment with one of its stacks only: the core, or an application."""
        stack = self.find_stack(application)
        return Environment(self.name, self.aws, [stack] if stack else [])

    def require_stack(self) -> Stack:
        """The stack of its core, complete. Raises SoukError where it is missing or broken."""
        stack = self.find_stack()
        deploy = f"`souk up --env {self.name}`" if self.is_local else f"`sam deploy --config-env {self.name}`"
        if stack is None:
            others = _names(self._all_stacks)
            verb = "is" if len(others) == 1 else "are"
            existing = f"there {verb}: {', '.join(others)}" if others else "there is none yet"
            raise SoukError(f"no environment `{self.name}`", f"{existing}; {deploy} makes it")
        if not stack.is_complete:
            raise SoukError(f"environment `{self.name}` is in state {stack.status}", f"repair it with {deploy}")
        return stack

    @cached_property
    def resources(self) -> list[Resource]:
        """The resources of all its stacks."""
        paginator = self.aws.cloudformation.get_paginator("list_stack_resources")
        return [
            Resource(
                type=summary["ResourceType"],
                logical_id=summary["LogicalResourceId"],
                physical_id=summary.get("PhysicalResourceId", ""),
                stack=stack.name,
            )
            for stack in self._begun_stacks
            for page in paginator.paginate(StackName=stack.name)
            for summary in page["StackResourceSummaries"]
            if summary["ResourceStatus"] != "DELETE_COMPLETE"
        ]

    @cached_property
    def definitions(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The definitions of the processed templates, by stack and logical id: `Type`, `Properties` ...

        A stack whose first deployment failed has none: only its events are left.
        """
        return {
            (stack.name, logical_id): definition
            for stack in self.stacks
            if not stack.was_never_complete
            for logical_id, definition in self._processed_template(stack)["Resources"].items()
        }

    @cached_property
    def functions(self) -> list[Function]:
        """The functions of all its stacks, by name."""
        applications = {stack.name: stack.application for stack in self.stacks}
        return sorted(
            Function.of(
                name=resource.physical_id,
                short_name=resource.physical_id.removeprefix(self.stack_name).lstrip("-"),
                logical_id=resource.logical_id,
                definition=self.definitions[resource.stack, resource.logical_id],
                application=applications.get(resource.stack, ""),
            )
            for resource in self.resources
            if resource.type == FUNCTION and resource.physical_id
            if (resource.stack, resource.logical_id) in self.definitions
        )

    def function(self, service: str, kind: str) -> Function:
        """The function of a service that handles one kind of trigger; of an API, that of its first version."""
        functions = [function for function in self.functions if (function.service, function.kind) == (service, kind)]
        if not functions:
            raise SoukError(f"`{self.name}` has no function `{kind}` of `{service}`", "deploy the environment again")
        return min(functions, key=lambda function: function.api_version)

    @property
    def services(self) -> list[str]:
        """The services that its functions belong to."""
        return sorted({function.service for function in self.functions})

    @cached_property
    def outputs(self) -> Outputs:
        """The addresses and names that clients need, without its demo users."""
        self.require_stack()
        return Outputs.of(self)

    @cached_property
    def demo_users(self) -> dict[str, Person]:
        """The demo users by role; none where it has none, or where the caller may not read their passwords."""
        return demo_users.read(self)

    @property
    def core_outputs(self) -> dict[str, str]:
        """The outputs of its core, by their keys in the template; none where nothing is deployed."""
        core = self.find_stack()
        return core.outputs if core else {}

    @property
    def service_outputs(self) -> dict[ServiceOutput, str]:
        """The outputs of services, of all its stacks; an application can name its own service only."""
        return {
            output: value
            for stack in self.stacks
            for key, value in sorted(stack.outputs.items())
            if (output := ServiceOutput.of(stack.application, key))
        }

    def refresh(self, stacks: Iterable[Stack] | None = None) -> None:
        """Forget every answer: something was deployed or removed. `stacks`: its own, where the caller knows them."""
        for name in ("_all_stacks", "resources", "definitions", "functions", "outputs", "demo_users"):
            self.__dict__.pop(name, None)
        if stacks is not None:
            self._all_stacks = list(stacks)

    @property
    def _begun_stacks(self) -> list[Stack]:
        return [stack for stack in self.stacks if not stack.is_only_planned]

    @cached_property
    def _all_stacks(self) -> list[Stack]:
        return cloudformation.list_stacks(self.aws)

    def _processed_template(self, stack: Stack) -> dict[str, Any]:
        """The template after its transforms."""
        body: Any = self.aws.cloudformation.get_template(StackName=stack.name, TemplateStage="Processed")[
            "TemplateBody"
        ]
        return dict(json.loads(body) if isinstance(body, str) else body)


def list_environments(aws: Aws) -> dict[str, Environment]:
    """The environments of a cloud, by name."""
    stacks = cloudformation.list_stacks(aws)
    return {name: Environment(name, aws, stacks) for name in _names(stacks)}


def _names(stacks: Iterable[Stack]) -> list[str]:
    return [str(stack.environment) for stack in stacks if not stack.application]
