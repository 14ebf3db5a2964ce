"""How often one may ask: a counter per purpose and key, in the zone's cache. Over the limit is a refusal, not an error."""

from hashlib import sha256

from django.core.cache import cache

from .verbs import Refused


class TooManyRequests(Refused):
    """Asked too often; `seconds` says when to come back."""

    def __init__(self, *, seconds: int):
        self.seconds = seconds
        minutes = -(-seconds // 60)
        super().__init__(f"操作太快了，请 {minutes} 分钟后再试")


def count(purpose: str, *, key: str, limit: int, seconds: int) -> None:
    """Count one act of `key`; the one past the limit within the window is refused."""
    name = f"throttle:{purpose}:{sha256(key.encode()).hexdigest()}"
    cache.add(name, 0, timeout=seconds)
    try:
        done = cache.incr(name)
    except ValueError:  # the window ended between the two calls
        return
    if done > limit:
        raise TooManyRequests(seconds=seconds)
