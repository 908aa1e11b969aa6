"""`souk mail` shows mails with links that a browser on this machine opens."""

from __future__ import annotations

from souk.commands.mail import Mail, with_links

MAIL = Mail(
    id="1",
    at=0,
    sender="shop@dev.souk.example",
    to=["mira@souk.example"],
    subject="Confirm",
    text="Confirm: https://d1.cloudfront.net/newsletter/confirm?token=x, or see https://other.cloudfront.net/",
    html=None,
)


def test_links_to_a_distribution_lead_to_the_edge_and_others_stay() -> None:
    shown = with_links(MAIL, {"d1.cloudfront.net": "http://D1.secure.localhost:4580/"})

    assert shown.text == (
        "Confirm: http://D1.secure.localhost:4580/newsletter/confirm?token=x, or see https://other.cloudfront.net/"
    )


def test_without_an_edge_a_mail_is_shown_as_it_was_sent() -> None:
    assert with_links(MAIL, {}) == MAIL
