from django.apps import AppConfig
from django.db.backends.signals import connection_created


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = "全程留痕"

    def ready(self):
        from .guards import teach_connection

        connection_created.connect(teach_connection, dispatch_uid="ledger.leafhash")
