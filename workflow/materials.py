"""Application materials: files of a filing, kept under their hash outside the web root and encrypted at rest."""

from django.db import models

from exchange import blobs
from ledger.vault import SealedJSONField


class Material(models.Model):
    """One file handed in for one requirement (`code`) of the edition's list of materials."""

    case = models.ForeignKey("workflow.Case", models.PROTECT, related_name="materials")
    seq = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    details = SealedJSONField()

    class Meta:
        ordering = ["seq", "pk"]

    def __str__(self):
        return f"{self.code} {self.case_id}"

    @property
    def file_name(self) -> str:
        return self.details["file"]

    @property
    def requirement(self) -> dict:
        """The line of the edition's list that this file answers."""
        found = (m for m in self.case.edition.materials if m["code"] == self.code)
        return next(found, {"code": self.code, "name": "其他材料"})

    def read(self) -> bytes:
        return blobs.read(self.sha256)
