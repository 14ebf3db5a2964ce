import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("password", ["abc", "password123", "12345678901234"])
def test_a_weak_password_gets_a_chinese_sentence(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert [text for text in refused.value.messages if re.search("[A-Za-z]{3}", text)] == []
