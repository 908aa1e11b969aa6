"""New online keys, by the root key: once a year at least, because a root expires, and when a key was stolen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Root

from souk.base.errors import SoukError
from updates.commands import repository
from updates.commands.keys import ONLINE, Keyring
from updates.commands.repository import Current
from updates.commands.shelf import Shelf


def rotate(shelf: Shelf, root_key: CryptoSigner, keyring: Keyring, now: datetime) -> bytes:
    """Have gadgets trust these keys and no others from now on; returns the root. An interrupted call can be repeated.

    Raises SoukError for a key that isn't the root's.
    """
    newest, current = _newest_root(shelf), _current(shelf)
    if root_key.public_key.keyid not in newest.roles[Root.type].keyids:
        raise SoukError("that is not the root key of this repository", "name its file with --root-key")
    for role in ONLINE:
        for keyid in [*newest.roles[role].keyids]:
            newest.revoke_key(keyid, role)
        newest.add_key(keyring.signers[role].public_key, role)
    newest.version, newest.expires = newest.version + 1, now + repository.LIFETIMES[Root.type]
    content = repository.sign(newest, root_key)
    if not shelf.add(f"metadata/{newest.version}.root.json", content):
        raise SoukError("somebody else changed the keys at the same time", "nothing was changed: try again")
    repository.renew(shelf, keyring, replace(current, root=Metadata(newest)), now)
    return content


def _newest_root(shelf: Shelf) -> Root:
    version, newest = 1, shelf.read(repository.FIRST_ROOT)
    while content := shelf.read(f"metadata/{version + 1}.root.json"):
        version, newest = version + 1, content
    if newest is None:
        raise SoukError("there is no repository", "`souk updates init` makes it")
    root: Metadata[Root] = Metadata.from_bytes(newest.content)
    return root.signed


def _current(shelf: Shelf) -> Current:
    """The metadata, also where an interrupted rotation has stored a root and signed nothing with its keys."""
    try:
        return repository.load(shelf)
    except SoukError:
        try:
            return repository.load(shelf, by_former_keys=True)
        except IndexError:
            pass
        raise
