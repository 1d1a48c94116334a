"""The pages of words: home, the standard and the legal ones, and the facts they name."""

from wagtail.models import Locale, Page, Site

from catalogue.models import Category, CraftNote, Product
from marketplace.demo import markdown, pictures, source
from marketplace.storefront.models import FeaturedProduct, HomePage, LegalFact, LegalFacts, StandardPage
from media.models import Picture
from vendors.models import Vendor, VendorPage

# The texts, in the order of the footer, and their address, the same in all languages.
STANDARD = {
    "pages": ("how-it-works", "who-gets-what", "sell-with-us", "about", "faq"),
    "legal": ("notice", "conditions", "privacy", "delivery-returns", "contact", "accessibility"),
}


def make_homes():
    """One home page a language, translations of each other; the site begins at the French one."""
    first = None
    for language in source.LANGUAGES:
        locale = Locale.objects.get_or_create(language_code=language)[0]
        page = HomePage.objects.filter(locale=locale).first() or _make_home(language, locale, first)
        first = first or page
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != first.pk:
        site.root_page, site.site_name = first, "Maarad"
        site.save()
    _remove_welcome()


def make_standard():
    for home in HomePage.objects.select_related("locale"):
        there = set(home.get_children().values_list("slug", flat=True))
        for folder, names in STANDARD.items():
            for name in names:
                if name not in there:
                    _make_standard(home, folder, name)


def make_notes():
    """What to know of each craft, where nobody has written it."""
    known = set(CraftNote.objects.values_list("craft__code", "language"))
    for craft in Category.objects.crafts():
        for language in source.LANGUAGES:
            if (craft.code, language) not in known:
                text = markdown.read(source.text("crafts", craft.code, language))
                CraftNote.objects.create(craft=craft, language=language, title=text.title, body=text.html)


def make_facts():
    """Invented facts for the legal pages, where nobody has given real ones."""
    facts, known = LegalFacts.load(), set(LegalFact.objects.values_list("name", flat=True))
    LegalFact.objects.bulk_create(
        LegalFact(facts=facts, name=name, **{f"value_{language}": row[language] for language in source.LANGUAGES})
        for name, row in source.table("legal_facts", "name").items()
        if name not in known
    )


def dress_homes(curator, moderator):
    """What a curator would have added to the home pages: the picture, pieces on the stalls, voices."""
    given = source.home()
    hero = pictures.of_piece_named(given["hero"], curator)
    covers = {tile["cover"]: pictures.of_cover(tile["cover"], curator) for tile in given["tiles"]}
    stalls = Product.objects.filter(key__in=[pictures.key_of(name) for name in given["stalls"]])
    for home in HomePage.objects.filter(hero_picture=None).select_related("locale"):
        home.hero_picture = hero
        home.featured = [FeaturedProduct(product=product, sort_order=n) for n, product in enumerate(stalls)]
        home.body = [_tile(tile, covers[tile["cover"]], home.locale.language_code) for tile in given["tiles"]]
        home.save_revision(user=curator).publish(user=moderator)


def _make_home(language, locale, first):
    words = source.home()[language]
    page = HomePage(
        slug=f"home-{language}",
        locale=locale,
        show_in_menus=False,
        **{key: words[key] for key in words if key != "more"},
        **({"translation_key": first.translation_key} if first else {}),
    )
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    return page


def _remove_welcome():
    """Wagtail's own first page, which nobody needs once the site begins elsewhere."""
    for page in Page.objects.filter(depth=2, content_type__model="page").exclude(sites_rooted_here__isnull=False):
        if not page.get_children().exists():
            page.delete()


def _make_standard(home, folder, name):
    language = home.locale.language_code
    text = markdown.read(source.text(folder, name, language))
    page = StandardPage(
        title=text.title,
        slug=name,
        locale=home.locale,
        is_model=text.is_model,
        show_in_menus=True,
        body=[("text", text.html)],
    )
    if another := StandardPage.objects.filter(slug=name).first():
        page.translation_key = another.translation_key
    home.add_child(instance=page)
    page.save_revision().publish()


def _tile(tile, picture: Picture, language):
    given = next(vendor for vendor in source.vendors() if vendor["id"] == tile["vendor"])
    vendor = Vendor.objects.get(code=tile["vendor"])
    story = VendorPage.objects.filter(vendor=vendor, language=language).first()
    maker = vendor.makers.first()
    quote = tile.get(language) or given["quote"][language]
    value = {
        "picture": picture,
        "dye": picture.dye,
        "title": quote,
        "words": f"{maker.name_in(language)}, {vendor.name_in(language)}, {vendor.town_in(language)}",
        "link": story,
        "link_words": source.home()[language]["more"],
    }
    return "story", value
