from marketplace.storefront.models.home import FeaturedProduct, HomePage
from marketplace.storefront.models.legal import LegalFact, LegalFacts
from marketplace.storefront.models.sales_shared import SalesShared
from marketplace.storefront.models.standard import StandardPage
from marketplace.storefront.models.story import StoryIndexPage, StoryPage, ToldFair, ToldVendor

__all__ = [
    "FeaturedProduct",
    "HomePage",
    "LegalFact",
    "LegalFacts",
    "SalesShared",
    "StandardPage",
    "StoryIndexPage",
    "StoryPage",
    "ToldFair",
    "ToldVendor",
]
