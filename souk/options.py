"""What several commands share: their options, and how they find the cloud they speak to."""

import os
from typing import Annotated

import typer

from souk.aws import Aws, local_aws, real_aws
from souk.local import cloud
from souk.names import environment_name
from souk.places import Places, find_places

Env = Annotated[str, typer.Option("--env", "-e", envvar="SOUK_ENV", callback=environment_name, help="The environment.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")]
OnAws = Annotated[bool, typer.Option("--aws", help="An environment on AWS, with your own credentials.")]


def places() -> Places:
    """The checkout and its state."""
    return find_places(os.environ)


def local() -> Aws:
    """The local cloud, which must run."""
    return local_aws(cloud.require(places()).endpoint_url)


def chosen(on_aws: bool) -> Aws:
    """AWS itself or the local cloud."""
    return real_aws() if on_aws else local()
