"""How long a password must be, told in Chinese: Django's own sentence has no translation into it."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        return f"密码至少 {self.min_length} 位，请加长"
