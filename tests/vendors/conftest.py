import pytest

from tests import factories


@pytest.fixture
def vendor(db):
    return factories.cooperative(name_fr="Coopérative Azetta", name_ar="تعاونية أزطا")
