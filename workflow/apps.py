from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "行政权力运行平台"

    def ready(self):
        from . import messages

        messages.register()
