from marketplace.storefront.models.home import FeaturedProduct, HomePage
from marketplace.storefront.models.legal import LegalFact, LegalFacts
from marketplace.storefront.models.standard import StandardPage

__all__ = ["FeaturedProduct", "HomePage", "LegalFact", "LegalFacts", "StandardPage"]
