"""The adapter of the newsletter's `Mailer`: Amazon SES, with the templates in `templates/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from website.domain.letters import Kind, MailNotSent, MailRefused
from website.ports.newsletter import Mail

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

PERMANENT = {"BadRequestException", "MessageRejected"}
"""Error codes of SES that a retry does not resolve."""
SUBJECTS = {Kind.CONFIRM: "Confirm your address", Kind.WELCOME: "Welcome to the newsletter of Souk"}


class Ses:
    """Sends each mail as plain text and HTML. `shop` is the address of the shop, without a slash at its end."""

    def __init__(
        self, ses: SESV2Client, from_address: str, shop: str, configuration_set: str, environment: str
    ) -> None:
        self._ses, self._from_address, self._shop = ses, from_address, shop
        self._configuration_set, self._environment = configuration_set, environment
        self._templates = Environment(
            loader=PackageLoader("website"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def send(self, mail: Mail) -> None:
        try:
            self._send(mail)
        except ClientError as error:
            # The error's text may contain the address, and would be logged.
            code = error.response["Error"]["Code"]
            raise (MailRefused if code in PERMANENT else MailNotSent)(code) from None
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise MailNotSent(type(error).__name__) from None

    def _send(self, mail: Mail) -> None:
        tags = {"environment": self._environment, "kind": f"newsletter-{mail.kind}", **mail.tags}
        self._ses.send_email(
            FromEmailAddress=self._from_address,
            Destination={"ToAddresses": [mail.to]},
            ConfigurationSetName=self._configuration_set,
            Content={
                "Simple": {
                    "Subject": {"Data": SUBJECTS[mail.kind], "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": self.render(mail, "txt"), "Charset": "UTF-8"},
                        "Html": {"Data": self.render(mail, "html"), "Charset": "UTF-8"},
                    },
                    "Headers": [{"Name": name, "Value": value} for name, value in self._headers(mail).items()],
                }
            },
            EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
        )

    def _headers(self, mail: Mail) -> dict[str, str]:
        """One-click unsubscribing (RFC 8058): the mail program sends a POST, without a page or a question."""
        if not mail.unsubscribe_token:
            return {}
        url = f"{self._shop}/api/website/v1/subscribers/{mail.unsubscribe_token}"
        return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

    def render(self, mail: Mail, form: str) -> str:
        """The mail's body as `txt` or `html`. Its links lead to pages, which ask before they do anything."""
        return self._templates.get_template(f"{mail.kind}.{form}").render(
            shop=self._shop,
            confirm=f"{self._shop}/newsletter/confirm?token={mail.confirm_token}",
            unsubscribe=f"{self._shop}/newsletter/unsubscribe?token={mail.unsubscribe_token}",
        )
