"""The demonstration authority and the seals it certifies, for the embedded house only. Every certificate says 演示."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ledger.zone import here
from workflow.papers.seal_files import authority, write_once

YEARS = 10
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)  # demonstration cases are played in the past


def make_seal(path: Path, office) -> None:
    """A seal of the office on this net, certified by the demonstration authority; one that is there stays."""
    ca_key, ca = _authority()
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(office.name, unit=f"{here().label}演示印章")
    certificate = (
        _certificate(subject, key.public_key(), issuer=ca.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    write_once(path, _pem(key, certificate))


def _authority():
    if not authority().exists():
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("阳光政务演示印章认证", unit="演示，不具有法律效力")
        certificate = (
            _certificate(name, key.public_key(), issuer=name)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        write_once(authority(), _pem(key, certificate))
    data = authority().read_bytes()
    return forms.load_pem_private_key(data, password=None), x509.load_pem_x509_certificate(data)


def _certificate(subject, public_key, *, issuer) -> x509.CertificateBuilder:
    end = datetime.now(UTC) + timedelta(days=365 * YEARS)
    begun = x509.CertificateBuilder().not_valid_before(BEGIN).not_valid_after(end)
    named = begun.subject_name(subject).issuer_name(issuer)
    return named.public_key(public_key).serial_number(x509.random_serial_number())


def _name(common: str, *, unit: str) -> x509.Name:
    # X.509 ub-common-name: at most 64 characters
    parts = {
        NameOID.COUNTRY_NAME: "CN",
        NameOID.ORGANIZATIONAL_UNIT_NAME: unit,
        NameOID.COMMON_NAME: common[:64],
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items()])


def _usage(**wanted) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**dict.fromkeys(names, False) | wanted)


def _pem(key, certificate) -> bytes:
    private = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    return private + certificate.public_bytes(forms.Encoding.PEM)
