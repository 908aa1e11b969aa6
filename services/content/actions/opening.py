"""The use cases of opening content: a link for one file, a session for all files of a piece."""

from __future__ import annotations

from datetime import datetime

from chassis.core.errors import NotFound
from content.actions.catalogue import find_published
from content.domain.catalogue import Content
from content.domain.opening import CLOCKS_DIFFER_BY, Link, Session, end, ensure_open_to
from content.ports.opening import Opening


def make_link(content_id: str, file_name: str | None, customer_id: str, now: datetime, opening: Opening) -> Link:
    """Sign the URL of a file, by default of the one that is opened first.

    Raises NotFound, ContentWithdrawn, MembershipRequired, TooManyLinks, SigningUnavailable.
    """
    content = _find_open(content_id, customer_id, now, opening)
    file = content.find(file_name or content.entry)
    if file is None:
        raise NotFound
    expires_at = end(now, opening.terms.link)
    url = opening.signer.link(_base_url(content, opening) + file.name, expires_at)
    opening.quota.count(customer_id, now)  # last: what can't be signed uses up nothing
    return Link(url, expires_at)


def begin_session(content_id: str, customer_id: str, address: str, now: datetime, opening: Opening) -> Session:
    """Sign cookies for all files of a piece. `address`: the caller's, which the terms may bind the session to.

    Raises NotFound, ContentWithdrawn, MembershipRequired, TooManyLinks, SigningUnavailable.
    """
    content = _find_open(content_id, customer_id, now, opening)
    expires_at = end(now, opening.terms.session)
    base_url = _base_url(content, opening)
    bound_to = address if opening.terms.binds_address else None
    cookies = opening.signer.cookies(f"{base_url}*", now - CLOCKS_DIFFER_BY, expires_at, bound_to)
    opening.quota.count(customer_id, now)
    return Session(base_url, content.entry, cookies, expires_at)


def _find_open(content_id: str, customer_id: str, now: datetime, opening: Opening) -> Content:
    content = find_published(content_id, opening.catalogue)
    ensure_open_to(content, opening.members.get(customer_id), now)
    return content


def _base_url(content: Content, opening: Opening) -> str:
    return f"https://{opening.domain}/{content.id}/{content.revision}/"
