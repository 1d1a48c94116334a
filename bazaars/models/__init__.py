from bazaars.models.assignment import Assignment, Presence
from bazaars.models.bazaar import Bazaar
from bazaars.models.page import BazaarIndexPage, BazaarPage
from bazaars.models.sequence import Sequence
from bazaars.models.stop import Opening, Stop

__all__ = ["Assignment", "Bazaar", "BazaarIndexPage", "BazaarPage", "Opening", "Presence", "Sequence", "Stop"]
