"""Lambda handler for `souk replay`: restores notifications from past events, in the app only; it can't send email."""

import os

from chassis.messaging.replay import Replay
from chassis.persistence.table import Table
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from chassis.runtime.settings import TableSettings
from notifications.adapters import NullEmailSender
from notifications.ports import Contacts, EmailSender, Notifications
from notifications.reactions import REACTIONS
from notifications.store import DynamoContacts, DynamoNotifications

settings = TableSettings.load(os.environ)
session = init_runtime(settings)
table = Table(session.client("dynamodb"), settings.table)
ports = {Contacts: DynamoContacts(table), Notifications: DynamoNotifications(table), EmailSender: NullEmailSender()}
handler = invocation(Replay({}, REACTIONS, ports).handler)
