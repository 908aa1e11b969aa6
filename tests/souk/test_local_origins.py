"""The pages that may call the APIs of the local cloud: those of its own distributions, at the edge."""

from __future__ import annotations

from chassis.web.cors import with_cors
from souk.deploy.deploy import local_sites
from souk.local.edge_ports import EdgePorts
from souk.local.edge_process import EdgeProcess

EDGE = EdgeProcess(1, "an edge", 4700, 4701, "http://127.0.0.1:4566")


def test_the_address_of_a_distribution_is_an_allowed_origin() -> None:
    handler = with_cors(lambda event, context: {"multiValueHeaders": {}}, local_sites(EdgePorts(4700, 4701)))
    site = EDGE.distribution_url("E1A2B3C4D5")

    headers = handler({"headers": {"origin": site}}, None)["multiValueHeaders"]

    assert headers["Access-Control-Allow-Origin"] == [site]
