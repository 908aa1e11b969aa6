"""The use cases of the newsletter: signing up, confirming, and ending a subscription."""

from __future__ import annotations

from contextlib import suppress

from chassis.core.errors import NotFound
from website.domain import links
from website.domain.links import LinkForged, LinkUsed, Purpose
from website.domain.newsletter import Limit, Limits, Subscriber, digest
from website.ports.newsletter import Keys, Subscribers


def sign_up(email: str, caller: str, limits: Limits, subscribers: Subscribers, keys: Keys) -> None:
    """Sign an address up, which then has to be confirmed. Does the same work whether the address is known or not.

    `caller` is the network that the request came from. Raises TooManySignUps, ChangedMeanwhile.
    """
    key = keys.naming()
    subscriber_id = digest(key, "address", email)
    counted = [
        Limit("address", subscriber_id, limits.per_address),
        Limit("caller", digest(key, "caller", caller), limits.per_caller),
    ]
    subscriber = subscribers.get(subscriber_id)
    if subscriber is None:
        subscriber = Subscriber.sign_up(subscriber_id, email)
    else:
        subscriber.sign_up_again(email)
    subscribers.sign_up(subscriber, counted)


def confirm(token: str, subscribers: Subscribers, keys: Keys) -> None:
    """Confirm an address by the token of a mail. Raises LinkForged, LinkExpired, LinkUsed, ChangedMeanwhile."""
    try:
        subscriber_id = links.read(keys.confirming(), Purpose.CONFIRM, token)
    except LinkForged:
        # It may be signed by a key that is newer than those in memory.
        if not keys.renew():
            raise
        subscriber_id = links.read(keys.confirming(), Purpose.CONFIRM, token)
    try:
        with subscribers.change(subscriber_id) as subscriber:
            subscriber.confirm()
    except NotFound as error:
        raise LinkUsed("The subscription has ended since. Sign up again.") from error


def unsubscribe(token: str, subscribers: Subscribers, keys: Keys) -> None:
    """End a subscription by the token of a mail. Idempotent. Raises LinkForged, ChangedMeanwhile."""
    subscriber_id = links.read([keys.naming()], Purpose.UNSUBSCRIBE, token)
    with suppress(NotFound), subscribers.change(subscriber_id) as subscriber:
        subscriber.end()


def end_undeliverable(subscriber_id: str, subscription: str, subscribers: Subscribers) -> bool:
    """End a subscription whose mail can't be delivered or is not wanted; False if it is gone or another one.

    Raises ChangedMeanwhile.
    """
    with suppress(NotFound), subscribers.change(subscriber_id) as subscriber:
        if subscriber.subscription == subscription:
            subscriber.end()
            return True
    return False
