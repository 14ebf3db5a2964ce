"""The electronic signature of a paper (PAdES baseline B): the seal of the office over the whole file, once.

A signature carries its time, so the signed bytes are kept and never made again. `seal_check` reads one.
"""

import io

from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import internal as keys
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from workflow.papers.seal_keys import SealKey

FIELD = "Seal"
REST = 2048  # the longest key's signature, the attributes and their frames
as_asn1 = keys.translate_pyca_cryptography_cert_to_asn1


def sign(pdf: bytes, seal: SealKey, *, office: str) -> bytes:
    """The same paper under the seal of the office; whatever is added behind it later shows."""
    chain = (seal.certificate, *seal.chain)
    told = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", name=office, reason="制发公文", subfilter=fields.SigSeedSubFilter.PADES,
    )  # fmt: skip
    signing = signers.PdfSigner(told, signer=_signer(seal))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return signing.sign_pdf(writer, bytes_reserved=_room(chain)).getvalue()


def _signer(seal: SealKey) -> signers.SimpleSigner:
    store = SimpleCertificateStore()
    store.register_multiple(as_asn1(each) for each in seal.chain)
    return signers.SimpleSigner(
        signing_cert=as_asn1(seal.certificate),
        signing_key=keys.translate_pyca_cryptography_key_to_asn1(seal.key),
        cert_registry=store,
    )


def _room(chain) -> int:
    """Hexadecimal digits kept for the signature, so that none is made only to be measured: its certificates and the rest."""
    return 2 * (sum(len(each.public_bytes(Encoding.DER)) for each in chain) + REST)
