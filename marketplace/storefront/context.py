"""What every page's frame shows. Nothing here costs a query before a template asks for it.

canonical, alternates, languages: see `addresses.links`; a view whose address differs by more than the language gives
its own · crafts: the twelve, as `frame.Link` · is_demo: whether makers and pieces are
invented · has_fairs: whether a fair is announced · stories: their list, a
`frame.Link` or None · footer_pages: standard pages to link at the foot, as `frame.Link` · shared: what networks
show, as `sharing.Shared`; og_locale.
A view may give its own `shared`, `structured` (see `structured.block`), and `noindex`: search engines should not keep this page.
"""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from marketplace.storefront import addresses, frame
from marketplace.storefront.sharing import LOCALES, Shared


def site(request):
    paths = addresses.in_other_languages(request.path)
    if not paths:
        return {}
    language = get_language()
    return addresses.links(paths, language, request.META.get("QUERY_STRING", "")) | {
        "crafts": SimpleLazyObject(lambda: frame.crafts(language)),
        "is_demo": settings.DEMO_ACCOUNTS,
        "has_fairs": SimpleLazyObject(frame.has_fairs),
        "stories": SimpleLazyObject(lambda: frame.stories(language)),
        "shared": Shared(),
        "og_locale": LOCALES[language],
        "footer_pages": SimpleLazyObject(lambda: frame.footer_pages(language)),
    }
