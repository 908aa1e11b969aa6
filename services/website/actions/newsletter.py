"""The use cases of the newsletter."""

from __future__ import annotations

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
