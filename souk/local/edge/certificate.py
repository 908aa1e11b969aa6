"""The certificate that the edge makes for its own names. Programs that shall trust it name its file."""

import datetime
import ipaddress
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAMES = ("localhost", "*.cloudfront.localhost", "*.cloudfront.net")
DAYS, RENEWAL_DAYS = 365, 30


def certificate(folder: Path, days: int = DAYS) -> tuple[Path, Path]:
    """The files of the certificate and its key, made if they are missing or soon out of date."""
    files = folder / "certificate.pem", folder / "key.pem"
    if not all(file.exists() for file in files) or _expires_soon(files[0]):
        _make(*files, days)
    return files


def _expires_soon(file: Path) -> bool:
    end = x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc
    return end < _today() + datetime.timedelta(days=RENEWAL_DAYS)


def _make(certificate_file: Path, key_file: Path, days: int) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Souk local edge")])
    names: list[x509.GeneralName] = [x509.DNSName(each) for each in NAMES]
    names += [x509.IPAddress(ipaddress.ip_address(each)) for each in ("127.0.0.1", "::1")]
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(_today() - datetime.timedelta(days=1))
        .not_valid_after(_today() + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(
        key_file,
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    _write(certificate_file, signed.public_bytes(serialization.Encoding.PEM))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)


def _today() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
