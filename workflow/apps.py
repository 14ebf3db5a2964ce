from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "行政权力运行平台"

    def ready(self):
        from exchange import scans
        from powers import reliance as powers_reliance
        from powers import review_clock

        from . import (
            calendar_notices,
            desk_notices,
            holidays,
            licence_crossing,
            listeners,
            materials,
            messages,
            paper_crossing,
            rating_review_crossing,
            reliance,
            review_days,
            talk_crossing,
            undertaking_crossing,
        )

        messages.register()
        paper_crossing.register()
        calendar_notices.register()
        talk_crossing.register()
        licence_crossing.register()
        rating_review_crossing.register()
        undertaking_crossing.register()
        listeners.listen(desk_notices.follow)
        scans.when_infected(materials.withdraw_infected)
        review_clock.register(review_days.ARITHMETIC)
        powers_reliance.register(reliance.RELIANCE)
        post_migrate.connect(holidays.ship_with_the_table, sender=self, dispatch_uid="workflow.holidays")
