from django.apps import AppConfig


class PowersConfig(AppConfig):
    name = "powers"
    verbose_name = "行政权力库"

    def ready(self):
        from powers import messages
        from powers.provisions import messages as provision_messages

        messages.register()
        provision_messages.register()
