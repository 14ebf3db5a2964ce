"""That an e-mail address is its holder's own: a code of six figures is sent there, and typed here within a quarter of an hour.

Nothing else is ever sent to an address that was not proved. The code is kept in the session as a fingerprint, the address
encrypted. Ten letters and ten tries an hour.
"""

import base64
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from hall.notices import choices
from ledger import vault
from ledger.throttle import count
from ledger.verbs import Refused

SLOT, WHERE = "email_proof", "hall email proof"
VALID = timedelta(minutes=15)
AN_HOUR, TRIES = 3600, 10


def send_code(request, address: str, *, at: datetime) -> None:
    """Send a code to the address, and remember both until it is typed."""
    count("email-code", key=str(request.user.pk), limit=TRIES, seconds=AN_HOUR)
    code = f"{secrets.randbelow(10**6):06d}"
    text = f"您的验证码是 {code}，15 分钟内有效。不是您本人操作的，不用理会这封邮件。"
    try:
        EmailMessage("验证您的邮箱", text, settings.MAIL_FROM, [address]).send()
    except OSError as error:
        raise Refused("验证邮件没有发出去，请核对邮箱地址，或者过几分钟再试") from error
    box = base64.b64encode(vault.lock(address.encode(), where=WHERE)).decode()
    request.session[SLOT] = {
        "box": box,
        "code": vault.lookup(code, where=WHERE),
        "until": (at + VALID).isoformat(),
    }


def asked_for(request) -> str:
    """The address that waits for its code; empty when none does."""
    kept = request.session.get(SLOT)
    return vault.unlock(base64.b64decode(kept["box"]), where=WHERE).decode() if kept else ""


def prove(request, code: str, *, at: datetime) -> None:
    """Keep the address if the code is right and not too old."""
    count("email-proof", key=str(request.user.pk), limit=TRIES, seconds=AN_HOUR)
    kept = request.session.get(SLOT)
    if not kept or at > datetime.fromisoformat(kept["until"]):
        raise Refused("验证码过期了，请重新发一次")
    if not secrets.compare_digest(kept["code"], vault.lookup(code.strip(), where=WHERE)):
        raise Refused("验证码不对，请看邮件里的 6 位数字")
    choices.set_email(request.user, asked_for(request))
    del request.session[SLOT]
