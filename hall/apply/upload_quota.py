"""How much one person may upload in a day: kept per account and civil day, and not given back by deleting files.

Without it one account could fill the store with drafts that nobody files. The sizes are in the settings.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from ledger.clock import civil_day
from ledger.verbs import Refused
from powers.people.people import User


class UploadTally(models.Model):
    """What an account has uploaded on a day: files, and their bytes."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    files = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_upload_tally_a_day")]

    def __str__(self):
        return f"{self.user_id} {self.day}: {self.files}"


def take(user: User, *, size: int, at: datetime) -> None:
    """Count one more file, or refuse it; two uploads at once cannot both take what is left."""
    tally, _ = UploadTally.objects.get_or_create(user=user, day=civil_day(at))
    fits = UploadTally.objects.filter(
        pk=tally.pk, files__lt=settings.UPLOAD_DAY_FILES, size__lte=settings.UPLOAD_DAY_BYTES - size
    )
    if not fits.update(files=models.F("files") + 1, size=models.F("size") + size):
        raise Refused(
            f"今天传的文件已经到了 {settings.UPLOAD_DAY_FILES} 个或者 {settings.UPLOAD_DAY_BYTES >> 20} MB，请明天再传；"
            "已经传上的都还在"
        )


def forget_old(*, at: datetime) -> None:
    UploadTally.objects.filter(day__lt=civil_day(at) - timedelta(days=1)).delete()
