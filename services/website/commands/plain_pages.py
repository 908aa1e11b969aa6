"""Pages without products, of an environment whose website has no function that makes them."""

from __future__ import annotations

import json
from uuid import uuid4

from souk.cloud.environment import Environment
from website.commands.site import Site

PAGES = ("404.html", "app.html", "index.html")
EMPTY = '<script type="application/json" id="souk-settings">{}</script>'
MINUTE = "public, max-age=60"


def write(site: Site, environment: Environment) -> None:
    """Fill the templates with the environment's settings, and let CloudFront forget the old pages."""
    outputs = environment.core_outputs
    settings = {
        "env": environment.name,
        "api": "/api",
        "region": environment.aws.region,
        "user_pool_id": outputs["UserPoolId"],
        "user_pool_client_id": outputs["UserPoolClientId"],
    }
    if environment.aws.endpoint_url:
        settings["user_pool_endpoint"] = environment.aws.endpoint_url
    filled = EMPTY.replace("{}", json.dumps(settings))
    for page in PAGES:
        template = site.read(f"templates/{page}")
        if template is not None:
            site.write(page, template.decode().replace(EMPTY, filled).encode(), MINUTE)
    stack = environment.find_stack("website")
    if stack is not None:
        paths = ["/", *(f"/{page}" for page in PAGES)]
        environment.aws.client("cloudfront").create_invalidation(
            DistributionId=stack.outputs["SiteDistribution"],
            InvalidationBatch={"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": str(uuid4())},
        )
