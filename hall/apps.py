from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "hall"
    verbose_name = "网上政务大厅"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from hall.apply import agency
        from hall.notices import notices
        from workflow import listeners

        listeners.listen(notices.follow)
        listeners.listen(agency.follow)
