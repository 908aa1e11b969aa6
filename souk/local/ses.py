"""SES's differences in MiniStack. Runs inside MiniStack's own Python: standard library only.

- It keeps neither the headers nor the tags of a mail, nor its configuration set.
- It announces no events to the destinations of a configuration set. Here SES's mailbox simulator does, as on AWS:
  mail to bounce@, complaint@ or ooto@simulator.amazonses.com (`bounce+anything@` as well) is accepted, and the topic
  gets the event; so do full mailboxes, which AWS does not simulate: `full@`.
"""

import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

SIMULATOR = "@simulator.amazonses.com"
KEPT = ("ConfigurationSetName", "EmailTags")
Event = dict[str, Any]
Respond = Callable[..., Awaitable[Any]]


def _bounce(recipient: str, at: str, kind: str, sub_type: str, status: str) -> Event:
    bounced = {"emailAddress": recipient, "action": "failed", "status": status}
    return {
        "eventType": "Bounce",
        "bounce": {"bounceType": kind, "bounceSubType": sub_type, "bouncedRecipients": [bounced], "timestamp": at},
    }


def event(recipient: str, at: str) -> Event | None:
    """The event that the simulator makes of mail to this address, if any."""
    name = recipient.lower().removesuffix(SIMULATOR).partition("+")[0]
    if not recipient.lower().endswith(SIMULATOR):
        return None
    if name == "bounce":
        return _bounce(recipient, at, "Permanent", "General", "5.1.1")
    if name == "full":
        return _bounce(recipient, at, "Transient", "MailboxFull", "4.2.2")
    if name == "complaint":
        complaint = {"complainedRecipients": [{"emailAddress": recipient}], "complaintFeedbackType": "abuse"}
        return {"eventType": "Complaint", "complaint": {**complaint, "timestamp": at}}
    return None


class Announcing:
    """SendEmail, with what MiniStack leaves out."""

    def __init__(self, ses: Any, sns: Any) -> None:
        self._ses, self._sns, self._respond = ses, sns, ses.handle_request

    async def handle_request(self, method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        """Answer as before; of a mail that was accepted keep the rest, and announce what becomes of it."""
        response = await self._respond(method, path, headers, body, query)
        if method == "POST" and path.rstrip("/").endswith("/outbound-emails") and response[0] == 200:
            self._complete(json.loads(body), json.loads(response[2])["MessageId"])
        return response

    def _complete(self, sent: Event, message_id: str) -> None:
        for record in reversed(self._ses._sent_emails_list()):
            if record["MessageId"] == message_id:
                record.update({name: sent[name] for name in KEPT if name in sent})
                record["Headers"] = sent.get("Content", {}).get("Simple", {}).get("Headers", [])
                break
        for topic, announced in self._events(sent, message_id):
            self._sns.publish_internal(topic, json.dumps(announced), "Amazon SES Email Event Notification")

    def _events(self, sent: Event, message_id: str) -> Iterator[tuple[str, Event]]:
        """The events for the topics of the mail's configuration set."""
        rules = (self._ses._config_sets.get(sent.get("ConfigurationSetName", "")) or {}).get("EventDestinations") or {}
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        mail = {
            "timestamp": at,
            "source": sent.get("FromEmailAddress", ""),
            "messageId": message_id,
            "destination": sent["Destination"].get("ToAddresses", []),
            "tags": {tag["Name"]: [tag["Value"]] for tag in sent.get("EmailTags", [])},
        }
        for announced in filter(None, (event(recipient, at) for recipient in mail["destination"])):
            for rule in rules.values():
                if rule.get("Enabled") and announced["eventType"].upper() in rule["MatchingEventTypes"]:
                    yield rule.get("SnsDestination", {}).get("TopicArn", ""), {**announced, "mail": mail}


def correct(ses: Any, sns: Any) -> None:
    """Make all corrections in MiniStack's module."""
    ses.handle_request = Announcing(ses, sns).handle_request
