"""Where the distributions of an environment are called, on a laptop and on AWS."""

from __future__ import annotations

from typing import Any

from souk.cloud import distributions
from souk.cloud.distributions import DISTRIBUTION, Distribution
from souk.cloud.environment import Resource
from souk.local.edge_addresses import of_local, on_aws
from souk.local.edge_process import EdgeProcess
from tests.fake_environment import OUTPUTS, FakeEnvironment, stack

EDGE = EdgeProcess(1, "", 4580, 4581, "http://127.0.0.1:4566")
DOWNLOADS = Distribution("updates", "Downloads", "E1ABC", "d1.cloudfront.net")
CERTIFICATE = "/checkout/.souk/edge/certificate.pem"


class FakeCloudFront:
    """CloudFront that knows a domain for each id."""

    def get_distribution(self, Id: str) -> Any:  # noqa: N803 - as boto3
        """The description of a distribution."""
        return {"Distribution": {"DomainName": f"{Id.lower()}.cloudfront.net"}}


def environment_with(*resources: Resource) -> FakeEnvironment:
    stacks = [stack("dev", outputs=OUTPUTS), stack("dev", application="updates", outputs={"Origin": "http://alb"})]
    environment = FakeEnvironment(stacks=stacks, client=lambda service: {"cloudfront": FakeCloudFront()}[service])
    environment.resources = [*environment.resources, *resources]
    return environment


def test_the_distributions_of_all_stacks_are_found_under_their_applications() -> None:
    environment = environment_with(
        Resource(DISTRIBUTION, "Downloads", "E1", "souk-dev--updates"),
        Resource(DISTRIBUTION, "Cdn", "E2", "souk-dev"),
        Resource(DISTRIBUTION, "Failed", "", "souk-dev--updates"),
        Resource("AWS::S3::Bucket", "Files", "files", "souk-dev--updates"),
    )

    assert distributions.find(environment) == [
        Distribution("updates", "Downloads", "E1", "e1.cloudfront.net"),
        Distribution("core", "Cdn", "E2", "e2.cloudfront.net"),
    ]


def test_an_environment_without_distributions_asks_nobody() -> None:
    assert distributions.find(FakeEnvironment()) == []


def test_on_a_laptop_the_edge_serves_them() -> None:
    assert of_local(DOWNLOADS, EDGE, CERTIFICATE) == {
        "domain": "d1.cloudfront.net",
        "url": "https://e1abc.cloudfront.localhost:4581",
        "path_url": "http://127.0.0.1:4580/https://d1.cloudfront.net",
        "page_url": "http://e1abc.secure.localhost:4580",
        "certificate": CERTIFICATE,
    }


def test_without_an_edge_nobody_does() -> None:
    assert of_local(DOWNLOADS, None, CERTIFICATE) == {"domain": "d1.cloudfront.net"}


def test_on_aws_they_have_their_own_domain() -> None:
    assert on_aws(DOWNLOADS)["url"] == "https://d1.cloudfront.net"


def test_their_addresses_stand_beside_the_other_outputs_of_their_applications() -> None:
    outputs = environment_with().outputs

    changed = distributions.with_addresses(outputs, [(DOWNLOADS, of_local(DOWNLOADS, EDGE, CERTIFICATE))])

    assert changed.applications["updates"]["Origin"] == "http://alb"
    assert changed.as_json()["applications"]["updates"]["Downloads.url"] == EDGE.distribution_url("E1ABC")
    assert ("applications.updates.Downloads.certificate", CERTIFICATE) in changed.as_lines()
    assert outputs.applications == {"updates": {"Origin": "http://alb"}}, "they are as they were"
