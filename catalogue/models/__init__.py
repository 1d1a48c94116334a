from catalogue.models.event import ProductEvent
from catalogue.models.note import CraftNote
from catalogue.models.product import Product, ProductLabel, ProductPicture, ProductText
from catalogue.models.report import Report
from catalogue.models.shelf import Card, CardFacet, ShelfVersion
from catalogue.models.taxonomy import Category, Label, Material, Technique
from catalogue.models.variant import Stock, StockMovement, Variant

__all__ = [
    "Card",
    "CardFacet",
    "Category",
    "CraftNote",
    "Label",
    "Material",
    "Product",
    "ProductEvent",
    "ProductLabel",
    "ProductPicture",
    "ProductText",
    "Report",
    "ShelfVersion",
    "Stock",
    "StockMovement",
    "Technique",
    "Variant",
]
