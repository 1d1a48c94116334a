from django import template

from media.markup import picture_html
from media.markup import picture_url as url_of

register = template.Library()


@register.simple_tag
def picture(picture, sizes="100vw", alt=None, eager=False, up_to=None):
    """`{% picture piece.picture sizes="(min-width: 64em) 25vw, 50vw" eager=True alt="" %}`; nothing for no picture."""
    return picture_html(picture, sizes_attribute=sizes, alt=alt, eager=eager, up_to=up_to) if picture else ""


@register.simple_tag
def picture_url(picture, width=1280):
    return url_of(picture, width) if picture else ""
