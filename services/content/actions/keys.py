"""Making and removing the keys that sign links, as CloudFormation asks for it: any request may arrive twice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.domain.keys import Slot, generate
from content.ports.keys import StoredKey, Vault


class KeyRefused(Exception):
    """The request can't be met; the reason is for the person who deploys."""


@dataclass(frozen=True)
class KeyRequest:
    """The key that a slot should have."""

    slot: Slot
    key_type: str
    token: str
    """The request's id: a repetition has the same."""


def make(request: KeyRequest, vault: Vault) -> str:
    """The public key of a slot, made if there is none yet. Raises KeyRefused if the slot has another key."""
    slot = request.slot
    stored = vault.find(slot.name)
    if stored is None:
        try:
            pair = generate(request.key_type)
        except ValueError as error:
            raise KeyRefused(str(error)) from error
        if vault.add(slot.name, slot.serial, pair, request.token):
            return pair.public
        stored = vault.find(slot.name)  # a repetition was faster
    return _of(slot, stored)


def keep(request: KeyRequest, before: str, vault: Vault) -> str:
    """The public key of a slot that stays as it is: a type is that of keys made later. Raises KeyRefused."""
    if before != request.slot.resource:
        raise KeyRefused(
            f"Slot {request.slot.name} has a key, which can't be replaced: links are signed with it. "
            "`souk content rotate-key` puts the new one into the other slot."
        )
    return _of(request.slot, vault.find(request.slot.name))


def remove(slot: Slot, resource: str, vault: Vault) -> None:
    """Remove the key that `resource` names, and no other."""
    stored = vault.find(slot.name)
    if stored is not None and replace(slot, serial=stored.serial).resource == resource:
        vault.remove(slot.name)


def _of(slot: Slot, stored: StoredKey | None) -> str:
    if stored is None:
        raise KeyRefused(f"The key of slot {slot.name} is gone from Secrets Manager. Rotate to the other slot.")
    if stored.serial != slot.serial:
        raise KeyRefused(f"Slot {slot.name} has key number {stored.serial}: delete its secret, or use that number.")
    return stored.public
