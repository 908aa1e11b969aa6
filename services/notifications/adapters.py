"""What answers the ports that aren't the store: mail through Amazon SES, worded by the templates beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from chassis.core.errors import NotYet
from notifications.domain import Letter, MailRefused

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


NEVER = {"BadRequestException", "MessageRejected"}
"""How SES refuses a mail that it won't take later, either."""


class NotAccepted(MailRefused):
    """SES refused a mail for what it is."""


class PostUnavailable(MailRefused, NotYet):
    """SES doesn't take mails just now."""


class NoPost:
    """Sends nothing: what it is asked to send was sent long ago."""

    def send(self, letter: Letter, to: str) -> None:
        """Nothing is to be done."""


class Ses:
    """Sends each letter as plain text and HTML."""

    def __init__(self, ses: SESV2Client, sender: str, environment: str) -> None:
        self._ses, self._sender, self._environment = ses, sender, environment
        self._templates = Environment(
            loader=PackageLoader("notifications"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def send(self, letter: Letter, to: str) -> None:
        try:
            self._send(letter, to)
        except ClientError as error:
            # Its text may name the address, and would be logged.
            code = error.response["Error"]["Code"]
            raise (NotAccepted(code) if code in NEVER else PostUnavailable(code)) from None
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise PostUnavailable(type(error).__name__) from None

    def _send(self, letter: Letter, to: str) -> None:
        self._ses.send_email(
            FromEmailAddress=self._sender,
            Destination={"ToAddresses": [to]},
            Content={
                "Simple": {
                    "Subject": {"Data": letter.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": self.render(letter, "txt"), "Charset": "UTF-8"},
                        "Html": {"Data": self.render(letter, "html"), "Charset": "UTF-8"},
                    },
                }
            },
            EmailTags=[
                {"Name": "environment", "Value": self._environment},
                {"Name": "kind", "Value": letter.kind},
            ],
        )

    def render(self, letter: Letter, form: str) -> str:
        """The letter as `txt` or `html`."""
        return self._templates.get_template(f"{letter.kind}.{form}").render(letter=letter)
