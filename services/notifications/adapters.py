"""The adapter of the `EmailSender` port: Amazon SES, with the templates beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from chassis.core.errors import NotYet
from notifications.domain import EmailContent, MailNotSent

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


PERMANENT = {"BadRequestException", "MessageRejected"}
"""Error codes of SES that a retry does not resolve."""


class MailRejected(MailNotSent):
    """SES rejected an email permanently."""


class SesUnavailable(MailNotSent, NotYet):
    """SES is temporarily unavailable."""


class NullEmailSender:
    """Sends nothing: emails of replayed events were sent long ago."""

    def send(self, content: EmailContent, to: str) -> None:
        """Do nothing."""


class Ses:
    """Sends each email as plain text and HTML."""

    def __init__(self, ses: SESV2Client, from_address: str, environment: str) -> None:
        self._ses, self._from_address, self._environment = ses, from_address, environment
        self._templates = Environment(
            loader=PackageLoader("notifications"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def send(self, content: EmailContent, to: str) -> None:
        try:
            self._send(content, to)
        except ClientError as error:
            # The error's text may contain the address, and would be logged.
            code = error.response["Error"]["Code"]
            raise (MailRejected(code) if code in PERMANENT else SesUnavailable(code)) from None
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise SesUnavailable(type(error).__name__) from None

    def _send(self, content: EmailContent, to: str) -> None:
        self._ses.send_email(
            FromEmailAddress=self._from_address,
            Destination={"ToAddresses": [to]},
            Content={
                "Simple": {
                    "Subject": {"Data": content.subject, "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": self.render(content, "txt"), "Charset": "UTF-8"},
                        "Html": {"Data": self.render(content, "html"), "Charset": "UTF-8"},
                    },
                }
            },
            EmailTags=[
                {"Name": "environment", "Value": self._environment},
                {"Name": "kind", "Value": content.kind},
            ],
        )

    def render(self, content: EmailContent, form: str) -> str:
        """The email's body as `txt` or `html`."""
        return self._templates.get_template(f"{content.kind}.{form}").render(content=content)
