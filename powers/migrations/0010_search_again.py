"""What was entered into the new index here is entered by 0016, as the index is now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("powers", "0009_search_tokens")]

    operations = []
