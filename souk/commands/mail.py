"""`souk mail`: the mail that an environment has sent, as its recipients would see it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.markup import escape

from souk.base.console import heading, print_json, screen
from souk.cloud.stacks import Stack
from souk.commands import options
from souk.commands.options import AsJson, Env, paths
from souk.local import cloud, edge_addresses, http
from souk.local.cloud import Cloud


@dataclass(frozen=True)
class Mail:
    """A mail that was sent."""

    id: str
    at: float
    """Seconds since 1970."""
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str | None


def mail(
    env: Env = "dev",
    count: Annotated[int, typer.Option("-n", min=1, help="How many of the latest mails.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Read the mail that an environment has sent."""
    environment = options.environment(env)
    mails = outbox(cloud.require(paths()), environment.require_stack())
    if as_json:
        print_json({"env": env, "mails": [vars(sent) for sent in mails[-count:]]})
    else:
        pages = edge_addresses.for_people(paths(), environment)
        show(env, [with_links(each, pages) for each in mails], count)


def outbox(local: Cloud, stack: Stack) -> list[Mail]:
    """The mails of an environment's sender since its creation, oldest first. Empty after a restart."""
    response = http.get(f"{local.endpoint_url}/_ministack/ses/messages", timeout=30).raise_for_status()
    records = [record for account in response.json()["messages"].values() for record in account]
    mails = [_mail(record) for record in records if sender_of(stack) in record["Source"]]
    return sorted((mail for mail in mails if mail.at >= stack.created_at), key=lambda mail: mail.at)


def sender_of(stack: Stack) -> str:
    """The address from which an environment sends mail."""
    return stack.parameters.get("MailFrom") or f"shop@{stack.parameters.get('Environment')}.souk.example"


def with_links(mail: Mail, pages: Mapping[str, str]) -> Mail:
    """The mail with links that this machine's browser can open: the edge's instead of CloudFront's domains."""
    text = mail.text
    for domain, page in pages.items():
        text = text.replace(f"https://{domain}", page.rstrip("/"))
    return replace(mail, text=text)


def show(env: str, mails: list[Mail], count: int) -> None:
    """Print the latest mails."""
    heading("souk mail", f"{env}, {len(mails)} sent")
    for mail in mails[-count:]:
        screen.rule(f"[bold]{escape(mail.subject)}[/]", align="left", style="dim")
        screen.print(f"[dim]{_clock(mail.at)}   {escape(mail.sender)} → {escape(', '.join(mail.to))}[/]\n")
        screen.print(escape(mail.text.strip()) + "\n")
    if not mails:
        screen.print("  No mail yet; `souk demo` sends some.\n")


def _mail(record: dict[str, Any]) -> Mail:
    return Mail(
        id=record["MessageId"],
        at=record["Timestamp"],
        sender=record["Source"],
        to=record["To"],
        subject=record["Subject"],
        text=record["BodyText"] or "",
        html=record["BodyHtml"],
    )


def _clock(at: float) -> str:
    """A time in this machine's time zone."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S")
