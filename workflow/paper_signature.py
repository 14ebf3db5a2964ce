"""The electronic signature of a paper (PAdES baseline B): the seal of the office over the whole file, once.

A signature carries its time, so the signed bytes are kept and never made again. `seal_check` reads one.
"""

import io

from pyhanko.keys import internal as keys
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .seal_keys import SealKey

FIELD = "Seal"
as_asn1 = keys.translate_pyca_cryptography_cert_to_asn1


def sign(pdf: bytes, seal: SealKey, *, office: str) -> bytes:
    """The same paper under the seal of the office; whatever is added behind it later shows."""
    store = SimpleCertificateStore()
    store.register_multiple(as_asn1(each) for each in seal.chain)
    signer = signers.SimpleSigner(
        signing_cert=as_asn1(seal.certificate),
        signing_key=keys.translate_pyca_cryptography_key_to_asn1(seal.key),
        cert_registry=store,
    )
    told = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", name=office, reason="制发公文", subfilter=fields.SigSeedSubFilter.PADES,
    )  # fmt: skip
    signing = signers.PdfSigner(told, signer=signer)
    return signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf))).getvalue()
