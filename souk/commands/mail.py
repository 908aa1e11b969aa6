"""`souk mail`: what an environment has sent, as its readers would see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.markup import escape

from souk.base.console import heading, print_json, screen
from souk.cloud.clients import local_aws
from souk.cloud.stack import Stack, require
from souk.commands.options import AsJson, Env, places
from souk.local import cloud, http
from souk.local.cloud import Cloud


@dataclass(frozen=True)
class Mail:
    """One mail in the outbox."""

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
    count: Annotated[int, typer.Option("-n", min=1, help="How many of the latest.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Read what the environment has mailed."""
    found = cloud.require(places())
    mails = outbox(found, require(local_aws(found.endpoint_url), env))
    if as_json:
        print_json({"env": env, "mails": [vars(sent) for sent in mails[-count:]]})
    else:
        show(env, mails, count)


def outbox(local: Cloud, stack: Stack) -> list[Mail]:
    """An environment's mails, oldest first: those of its sender, since it was made. Empty after a restart."""
    answer = http.get(f"{local.endpoint_url}/_ministack/ses/messages", timeout=30).raise_for_status()
    records = [record for account in answer.json()["messages"].values() for record in account]
    mails = [_mail(record) for record in records if sender_of(stack) in record["Source"]]
    return sorted((mail for mail in mails if mail.at >= stack.created_at), key=lambda mail: mail.at)


def sender_of(stack: Stack) -> str:
    """Whose mails an environment's are."""
    return stack.parameters.get("MailFrom") or f"shop@{stack.parameters.get('Environment')}.souk.example"


def show(env: str, mails: list[Mail], count: int) -> None:
    """The latest mails, readable."""
    heading("souk mail", f"{env}, {len(mails)} sent")
    for mail in mails[-count:]:
        screen.rule(f"[bold]{escape(mail.subject)}[/]", align="left", style="dim")
        screen.print(f"[dim]{_clock(mail.at)}   {escape(mail.sender)} → {escape(', '.join(mail.to))}[/]\n")
        screen.print(escape(mail.text.strip()) + "\n")
    if not mails:
        screen.print("  No mail yet; `souk demo` causes some.\n")


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
    """A moment as this machine's clock shows it."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S")
