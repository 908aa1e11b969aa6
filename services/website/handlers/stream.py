"""Sends the newsletter's mails, triggered by the table's stream in the home region."""

import os
from functools import partial

from chassis.persistence.table import Table
from chassis.runtime.aws_config import CONFIG_ONCE
from chassis.runtime.bootstrap import init_runtime
from chassis.runtime.invocation import invocation
from website.actions.letters import send_due_mail
from website.adapters.changes import each_subscriber
from website.adapters.mail import Ses
from website.adapters.newsletter import RotatedSecret, Secret, SecretKeys
from website.settings import MailSettings
from website.store.newsletter import DynamoLetters, DynamoSubscribers

settings = MailSettings.load(os.environ)
session = init_runtime(settings)
table, secrets = Table(session.client("dynamodb"), settings.table), session.client("secretsmanager")
handler = invocation(
    each_subscriber(
        partial(
            send_due_mail,
            subscribers=DynamoSubscribers(table, session.region),
            letters=DynamoLetters(table),
            mailer=Ses(
                session.client("sesv2", CONFIG_ONCE),
                settings.mail_from,
                settings.shop,
                settings.configuration_set,
                settings.environment,
            ),
            keys=SecretKeys(Secret(secrets, settings.naming_key), RotatedSecret(secrets, settings.link_key)),
        )
    )
)
