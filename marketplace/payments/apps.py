from django.apps import AppConfig

from marketplace import timetable


class PaymentsConfig(AppConfig):
    name = "marketplace.payments"
    label = "payments"

    def ready(self):
        # Models are there only now.
        from marketplace.orders import erasing, letters
        from marketplace.payments import checks, clearing, money_words, overdue, own_rows, sending, settling, warning  # noqa: F401
        from marketplace.payments.providers.sandbox import tasks

        letters.contribute(money_words.of_order)
        erasing.contribute(own_rows.PART)
        timetable.every(900, "payments.warn", warning.warn)
        timetable.every(86_400, "payments.cash", overdue.look)
        timetable.every(600, "payments.clearing", clearing.look)
        timetable.every(300, "payments.look_after", settling.look_after)
        timetable.every(60, "payments.refunds", sending.send_due)
        timetable.every(86_400, "payments.refunds_watched", sending.watch)
        timetable.every(60, "payments.sandbox", tasks.tell_of_slow_ones)
