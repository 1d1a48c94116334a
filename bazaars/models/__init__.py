from bazaars.models.assignment import Assignment, Presence
from bazaars.models.bazaar import Bazaar, Phase
from bazaars.models.page import BazaarIndexPage, BazaarPage
from bazaars.models.sequence import Sequence
from bazaars.models.stop import Opening, Stop

__all__ = ["Assignment", "Bazaar", "BazaarIndexPage", "BazaarPage", "Opening", "Phase", "Presence", "Sequence", "Stop"]
