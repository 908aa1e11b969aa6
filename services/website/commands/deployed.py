"""The deployed website: its bucket, and the function that makes pages of templates."""

from __future__ import annotations

import json

from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_incrementing

from souk.base.errors import SoukError
from souk.cloud.environment import Environment
from website.commands.publishing import Render
from website.commands.site import Bucket

APPLICATION = "website"


def site(environment: Environment) -> Bucket:
    """The bucket of an environment's site. Raises SoukError where the application isn't deployed."""
    stack = environment.find_stack(APPLICATION)
    if stack is None or not stack.is_complete:
        deploy = f"`souk up --env {environment.name}`" if environment.is_local else "`make deploy`"
        raise SoukError(f"`{environment.name}` has no application `{APPLICATION}`", f"{deploy} deploys it")
    return Bucket(environment.aws.s3, stack.outputs["SiteBucket"])


def renderer(environment: Environment) -> Render:
    """The function of an environment that makes the pages. It is asked again: new APIs may answer late at first."""

    @retry(
        stop=stop_after_attempt(4), wait=wait_incrementing(1, 1), retry=retry_if_exception_type(SoukError), reraise=True
    )
    def render() -> None:
        answer = environment.aws.functions.invoke(
            FunctionName=f"{environment.stack_name}-website-catalogue", Qualifier="live", Payload=b"{}"
        )
        content = json.loads(answer["Payload"].read() or b"null")
        if answer.get("FunctionError"):
            reason = content.get("errorMessage", content) if isinstance(content, dict) else content
            raise SoukError(
                f"the pages can't be made, readers see the last ones: {reason}", "read `souk logs --service website`"
            )

    return render
