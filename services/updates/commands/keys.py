"""The keys that sign a repository: the root's in a file that goes offline, the others in the parameter store."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Snapshot, Targets, Timestamp

from souk.base.errors import SoukError

ONLINE = (Targets.type, Snapshot.type, Timestamp.type)
"""The roles that sign each release. The root signs only which keys they have."""


@dataclass(frozen=True)
class Keyring:
    """The online keys, by role."""

    signers: dict[str, CryptoSigner]

    @classmethod
    def generate(cls) -> Keyring:
        """New keys."""
        return cls({role: CryptoSigner.generate_ed25519() for role in ONLINE})


def parameter(env: str, role: str) -> str:
    """The parameter with the key of a role. Its form is that of all parameters that go with their environment."""
    return f"/souk/{env}/updates/{role.capitalize()}Key"


def ensure(ssm: Any, env: str) -> Keyring:
    """The online keys; made where they are missing. Keys that are there are never replaced."""
    store(ssm, env, Keyring.generate(), replace=False)
    return load(ssm, env)


def store(ssm: Any, env: str, keyring: Keyring, replace: bool) -> None:
    """Store keys, encrypted; without `replace` those that are missing."""
    for role, signer in keyring.signers.items():
        with contextlib.suppress(ssm.exceptions.ParameterAlreadyExists):
            ssm.put_parameter(
                Name=parameter(env, role),
                Value=signer.private_bytes.decode(),
                Type="SecureString",
                Overwrite=replace,
            )


def load(ssm: Any, env: str) -> Keyring:
    """The online keys. Raises SoukError where one is missing or is no key."""
    names = {parameter(env, role): role for role in ONLINE}
    stored = {
        names[each["Name"]]: each["Value"]
        for each in ssm.get_parameters(Names=[*names], WithDecryption=True)["Parameters"]
    }
    if missing := [name for name, role in names.items() if role not in stored]:
        raise SoukError(
            f"the key {missing[0]} is missing, without which nothing can be signed",
            "restore it from your backup; a clone has none, and shows the releases of its source",
        )
    return Keyring({role: signer(pem, parameter(env, role)) for role, pem in stored.items()})


def signer(pem: str, name: str) -> CryptoSigner:
    """The signer of a private key. Raises SoukError if the text is none."""
    try:
        return CryptoSigner(load_pem_private_key(pem.encode(), None))
    except (ValueError, TypeError) as error:
        raise SoukError(f"{name} holds no private key", "restore it from your backup") from error


def offline(file: Path) -> CryptoSigner:
    """The root's key of a file; made, for its owner alone, where there is no file. Raises SoukError if it can't be."""
    try:
        if file.exists():
            return signer(file.read_text(), str(file))
        root = CryptoSigner.generate_ed25519()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(root.private_bytes)
    except OSError as error:
        raise SoukError(f"the root key can't be in {file}: {error.strerror}", "name another file") from error
    return root
