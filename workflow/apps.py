from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "行政权力运行平台"

    def ready(self):
        from exchange import scans
        from powers.provisions import reliance as powers_reliance
        from powers.revisions import review_clock
        from workflow import listeners, messages, reliance
        from workflow.calendar import holidays, notices, review_days
        from workflow.licences import crossing as licence_crossing
        from workflow.materials import materials, undertaking_crossing
        from workflow.notices import desk_notices
        from workflow.papers import crossing as paper_crossing
        from workflow.ratings import review_crossing
        from workflow.talk import crossing as talk_crossing
        from workflow.turns import mandate_crossing

        messages.register()
        paper_crossing.register()
        notices.register()
        talk_crossing.register()
        licence_crossing.register()
        review_crossing.register()
        undertaking_crossing.register()
        mandate_crossing.register()
        listeners.listen(desk_notices.follow)
        scans.when_infected(materials.withdraw_infected)
        review_clock.register(review_days.ARITHMETIC)
        powers_reliance.register(reliance.RELIANCE)
        post_migrate.connect(
            holidays.ship_with_the_table, sender=self, dispatch_uid="workflow.calendar.holidays"
        )
