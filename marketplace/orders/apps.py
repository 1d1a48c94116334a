from django.apps import AppConfig

from marketplace import timetable


class OrdersConfig(AppConfig):
    name = "marketplace.orders"
    label = "orders"

    def ready(self):
        # Models are there only now.
        from marketplace.accounts import personal
        from marketplace.ledger import append_only
        from marketplace.orders import own_rows, reminding
        from marketplace.orders.models import Conditions, OrderEvent, OrderLine, Share

        # What somebody wrote may hold her name: it can be emptied when she is forgotten, and never rewritten.
        append_only.protect(OrderEvent, emptied=("words",))
        append_only.protect(Conditions, "digest", "language", "body")
        append_only.protect(
            OrderLine, "order", "kind", "position", "workshop", "titles", "unit_price", "quantity", "total", "tax"
        )
        append_only.protect(Share, "line", "party", "payee", "member", "maker", "carrier", "amount")
        personal.hold(own_rows.HOLDER)
        timetable.every(300, "orders.remind", reminding.remind)
        timetable.every(300, "orders.unanswered", reminding.tell_the_centre)
        timetable.every(3600, "orders.undelivered", reminding.tell_of_undelivered)
        timetable.every(3600, "orders.undelivered", reminding.tell_of_undelivered)
