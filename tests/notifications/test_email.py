"""The mails: their text, their HTML, and how SES is called."""

from __future__ import annotations

import traceback
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from chassis.runtime.aws_client import Session
from chassis.runtime.aws_config import CONFIG_ONCE
from notifications.adapters import MailRejected, Ses, SesUnavailable
from notifications.domain import EmailContent, Kind, money
from tests.aws_server import KEYS

LETTER = EmailContent(
    Kind.ORDER_PLACED,
    "Your order is in",
    "Alice <script>",
    "order-1",
    [("Reading lamp", 2, "99.80 EUR")],
    "99.80 EUR",
)


def ses() -> Any:
    return boto3.client("sesv2", region_name="eu-central-1", aws_access_key_id="-", aws_secret_access_key="-")


@pytest.mark.parametrize("form", ["txt", "html"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_mail_greets_by_name_in_both_forms(kind: Kind, form: str) -> None:
    content = EmailContent(kind, "A subject", "Alice")

    body = Ses(ses(), "shop@souk.example", "dev").render(content, form)

    assert "Hello Alice," in body
    assert "Order" not in body


@pytest.mark.parametrize("form", ["txt", "html"])
def test_a_mail_about_an_order_names_it_its_lines_and_its_total(form: str) -> None:
    body = Ses(ses(), "shop@souk.example", "dev").render(LETTER, form)

    for part in ("order-1", "Reading lamp", "99.80 EUR"):
        assert part in body


def test_a_name_is_never_markup() -> None:
    assert "<script>" not in Ses(ses(), "shop@souk.example", "dev").render(LETTER, "html")


def test_a_mail_is_sent_as_text_and_html_and_says_what_kind_it_is() -> None:
    client = ses()
    post = Ses(client, "shop@souk.example", "dev")
    text, html = post.render(LETTER, "txt"), post.render(LETTER, "html")
    content = {
        "Simple": {
            "Subject": {"Data": "Your order is in", "Charset": "UTF-8"},
            "Body": {"Text": {"Data": text, "Charset": "UTF-8"}, "Html": {"Data": html, "Charset": "UTF-8"}},
        }
    }
    expected = {
        "FromEmailAddress": "shop@souk.example",
        "Destination": {"ToAddresses": ["alice@souk.example"]},
        "Content": content,
        "EmailTags": [{"Name": "environment", "Value": "dev"}, {"Name": "kind", "Value": "order-placed"}],
    }

    with Stubber(client) as stub:
        stub.add_response("send_email", {"MessageId": "1"}, expected)
        post.send(LETTER, "alice@souk.example")

        stub.assert_no_pending_responses()


def test_a_refused_mail_is_told_of_without_the_address() -> None:
    client, to = ses(), "alice@souk.example"

    with Stubber(client) as stub, pytest.raises(MailRejected, match="MessageRejected") as refusal:
        stub.add_client_error("send_email", "MessageRejected", f"Email address is not verified: {to}")
        Ses(client, "shop@souk.example", "dev").send(LETTER, to)

    assert to not in "".join(traceback.format_exception(refusal.value))


def test_a_mail_that_never_reached_the_post_was_not_sent() -> None:
    nobody = Session({**KEYS, "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}).client("sesv2", CONFIG_ONCE)

    with pytest.raises(SesUnavailable):
        Ses(nobody, "shop@souk.example", "dev").send(LETTER, "alice@souk.example")


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (4990, "EUR", "49.90 EUR"),
        (5, "USD", "0.05 USD"),
        (500, "JPY", "500 JPY"),
        (1234, "KWD", "1.234 KWD"),
        (124990, "EUR", "1249.90 EUR"),
    ],
)
def test_money_is_written_as_people_write_it(amount: int, currency: str, text: str) -> None:
    assert money(amount, currency) == text
