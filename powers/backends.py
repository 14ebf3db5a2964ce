"""Who signs in: an account of this net by its name, or by the phone number or e-mail address behind a fingerprint.

An unknown name costs the same time as a wrong password, so neither the words nor the wait tell which it was.
"""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from ledger import statements


class AccountBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None, **_):
        model = get_user_model()
        if not username or password is None:
            return None
        try:
            user = model.objects.get_by_natural_key(username)
        except model.DoesNotExist:
            model().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        return _ACTIVE.first(user_id)


_ACTIVE = statements.Kept(
    lambda key: get_user_model().objects.filter(pk=key, is_active=True),
    lambda: get_user_model()._meta.pk,
)
