"""How the newsletter's mails are sent, and what SES tells of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chassis.messaging.plain_queue import each_message
from tests.lambdas import PLENTY
from website.adapters.callers import AddressedCallers
from website.adapters.mail import Ses
from website.adapters.mail_events import Undeliverable, UnknownMailEvent, parse
from website.domain.letters import Kind, MailNotSent, MailRefused
from website.ports.newsletter import Mail

SHOP = "https://shop.example"
WELCOME = Mail(Kind.WELCOME, "mira@souk.example", {"subscriber": "ab12"}, unsubscribe_token="a-token")
CONFIRM = Mail(Kind.CONFIRM, "mira@souk.example", {"subscriber": "ab12"}, confirm_token="a-token")


class FakeSes:
    """SES, which takes one mail or fails."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.sent: dict[str, Any] = {}
        self._failure = failure

    def send_email(self, **arguments: Any) -> None:
        if self._failure:
            raise self._failure
        self.sent = arguments


def send(mail: Mail, client: FakeSes) -> dict[str, Any]:
    Ses(client, "shop@souk.example", SHOP, "souk-dev-website", "dev").send(mail)  # type: ignore[arg-type]
    return client.sent


def test_a_welcome_can_be_ended_with_one_click() -> None:
    sent = send(WELCOME, FakeSes())

    headers = {header["Name"]: header["Value"] for header in sent["Content"]["Simple"]["Headers"]}
    assert headers == {
        "List-Unsubscribe": f"<{SHOP}/api/website/v1/subscribers/a-token>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert sent["ConfigurationSetName"] == "souk-dev-website"
    assert {"Name": "subscriber", "Value": "ab12"} in sent["EmailTags"]


@pytest.mark.parametrize(("mail", "page"), [(WELCOME, "unsubscribe"), (CONFIRM, "confirm")])
def test_the_links_of_a_mail_lead_to_pages(mail: Mail, page: str) -> None:
    body = send(mail, FakeSes())["Content"]["Simple"]["Body"]

    for form in ("Text", "Html"):
        assert f"{SHOP}/newsletter/{page}?token=a-token" in body[form]["Data"]
        assert "mira" not in body[form]["Data"]


@pytest.mark.parametrize(
    ("code", "kind"), [("MessageRejected", MailRefused), ("TooManyRequestsException", MailNotSent)]
)
def test_an_error_tells_whether_to_try_again_and_no_address(code: str, kind: type[Exception]) -> None:
    failure = ClientError({"Error": {"Code": code, "Message": "mira@souk.example"}}, "SendEmail")

    with pytest.raises(MailNotSent) as raised:
        send(WELCOME, FakeSes(failure))
    assert type(raised.value) is kind
    assert str(raised.value) == code


def test_without_a_connection_nothing_was_sent() -> None:
    with pytest.raises(MailNotSent):
        send(WELCOME, FakeSes(EndpointConnectionError(endpoint_url="https://email")))


TAGS = {"tags": {"subscriber": ["ab12"], "subscription": ["01J"]}}


@pytest.mark.parametrize(
    ("event", "cause"),
    [
        ({"eventType": "Bounce", "bounce": {"bounceType": "Permanent"}, "mail": TAGS}, "bounce"),
        ({"eventType": "Complaint", "complaint": {}, "mail": TAGS}, "complaint"),
        ({"eventType": "Bounce", "bounce": {"bounceType": "Transient"}, "mail": TAGS}, None),
        ({"eventType": "Bounce", "bounce": {"bounceType": "Undetermined"}, "mail": TAGS}, None),
        ({"eventType": "Delivery", "mail": TAGS}, None),
    ],
)
def test_hard_bounces_and_complaints_end_a_subscription_and_soft_ones_do_not(event: Any, cause: str | None) -> None:
    assert parse(json.dumps(event)) == (Undeliverable("ab12", "01J", cause) if cause else None)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"eventType":"Bounce"}', '{"eventType":"Complaint","mail":{}}'])
def test_what_is_no_event_of_a_mail_comes_again_and_ends_as_a_dead_letter(body: str) -> None:
    with pytest.raises(UnknownMailEvent):
        parse(body)
    record = {"messageId": "m", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
    assert each_message(lambda text: parse(text) and None)({"Records": [record]}, PLENTY) == {
        "batchItemFailures": [{"itemIdentifier": "m"}]
    }


PROVEN = {"X-Souk-Edge": "the proof"}


class Proof:
    """The distribution's secret."""

    text = "the proof"


@pytest.mark.parametrize(
    ("source", "headers", "network"),
    [
        ("203.0.113.7", {}, "203.0.113.7"),
        ("203.0.113.7", {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}, "203.0.113.7"),
        ("203.0.113.7", {"X-Souk-Edge": "guessed", "X-Forwarded-For": "198.51.100.1, 203.0.113.7"}, "203.0.113.7"),
        ("203.0.113.7", PROVEN | {"X-Forwarded-For": "1.1.1.1, 198.51.100.1, 203.0.113.7"}, "198.51.100.1"),
        ("203.0.113.7", {"X-Souk-Edge": "the proof"}, "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", {}, "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", {}, "203.0.113.7"),
    ],
)
def test_a_caller_is_known_by_what_cloudfront_or_the_gateway_saw(
    source: str, headers: dict[str, str], network: str
) -> None:
    event = {"requestContext": {"identity": {"sourceIp": source}}, "headers": headers}

    assert AddressedCallers(Proof()).network(event) == network
