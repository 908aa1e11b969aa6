"""The key pairs that sign links, each in one of two slots, so that a new key can be added before the old one goes."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

RSA2048, ECDSA256 = "RSA2048", "ECDSA256"


@dataclass(frozen=True)
class KeyPair:
    """A key pair, both halves as PEM. The private half is in no representation."""

    private: str = field(repr=False)
    public: str


@dataclass(frozen=True)
class Slot:
    """A slot of an environment, and the number of the key that belongs into it: each rotation counts it up."""

    environment: str
    name: str
    serial: str

    @property
    def resource(self) -> str:
        """The id of the key as a resource of CloudFormation, which no other environment has."""
        return f"{self.environment}-{self.name}-{self.serial}"


def generate(key_type: str) -> KeyPair:
    """A new key pair. Raises ValueError for a type that CloudFront doesn't take."""
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    if key_type == RSA2048:
        key = rsa.generate_private_key(65537, 2048)
    elif key_type == ECDSA256:
        key = ec.generate_private_key(ec.SECP256R1())
    else:
        raise ValueError(f"`{key_type}` is no type of key: {RSA2048} or {ECDSA256}")
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return KeyPair(private.decode(), public.decode())
