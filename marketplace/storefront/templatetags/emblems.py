from django import template
from django.utils.html import format_html

from marketplace.storefront.emblem import emblem_path

register = template.Library()


@register.simple_tag
def emblem(name, dye, size=""):
    """`{% emblem tile.name tile.dye %}`; `size="small"` beside a line of words."""
    return format_html(
        '<svg class="emblem{}" data-dye="{}" viewBox="-1 -1 14 14" shape-rendering="crispEdges" aria-hidden="true">'
        '<path d="{}"/></svg>',
        f" emblem--{size}" if size else "",
        dye,
        emblem_path(name),
    )
