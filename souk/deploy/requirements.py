"""The parameters that an application reads, and whether an environment has them."""

from collections.abc import Iterable

from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from souk.deploy.applications import CORE, Application

FOLDER = "/souk"
"""A parameter is `/souk/ENVIRONMENT/PUBLISHER/THING`."""


def published(environment: Environment, publisher: str) -> set[str]:
    """The things that the core or an application publishes in an environment."""
    folder = f"{FOLDER}/{environment.name}/{publisher}"
    pages = environment.aws.ssm.get_paginator("get_parameters_by_path").paginate(Path=folder)
    return {parameter["Name"].rpartition("/")[2] for page in pages for parameter in page["Parameters"]}


def refuse_unmet(environment: Environment, application: Application) -> None:
    """Raise SoukError where it reads what is not its environment's, the core is not there, or something is missing."""
    if application.strange:
        raise SoukError(
            f"`{application.name}` reads {', '.join(application.strange)}, which is not of its own environment",
            f"correct {application.template}: parameters are below {FOLDER}/${{Environment}}/PUBLISHER/",
        )
    environment.require_stack()
    for publisher in sorted({publisher for publisher, _ in application.reads}):
        things = {thing for source, thing in application.reads if source == publisher}
        if missing := sorted(things - published(environment, publisher)):
            raise SoukError(_reason(environment, application, publisher, missing), _remedy(publisher))


def _reason(environment: Environment, application: Application, publisher: str, missing: Iterable[str]) -> str:
    whose = "the core" if publisher == CORE else f"the application `{publisher}`"
    return f"`{application.name}` reads {', '.join(missing)} of {whose}, which `{environment.name}` does not publish"


def _remedy(publisher: str) -> str:
    first = f"services/{publisher}/template.yaml" if publisher != CORE else "template.yaml"
    return f"deploy {first} of a version that publishes it first"
