"""Plates and bursts, inside a block that draws once what they share.

    {% pictures "panel" %}
      {% plate "scene" hue=cluster.hue icon=cluster.icon around=cluster.icons_around %}
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="{% shared_icon cluster.icon %}"/></svg>
    {% endpictures %}

The word is that of the part of the page which htmx swaps as one, so that no picture points into another part.
"""

from django.template import Library, Node, TemplateSyntaxError

from ..pictures.burst import burst_ground, draw_burst
from ..pictures.icons import drawn_icon
from ..pictures.plates import CROPS, definitions, draw_plate

register = Library()
_COLLECTED = "_pictures"


class _Collected:
    def __init__(self, part):
        self.prefix = f"{part}-"
        self.icons, self.hues, self.others = set(), set(), set()


class PicturesNode(Node):
    def __init__(self, part, nodelist):
        self.part, self.nodelist = part, nodelist

    def render(self, context):
        collected = _Collected(self.part.resolve(context))
        with context.push(**{_COLLECTED: collected}):
            inside = self.nodelist.render(context)
        if not collected.icons:
            return inside
        return inside + definitions(collected.icons, collected.hues, collected.prefix, "".join(collected.others))


@register.tag
def pictures(parser, token):
    words = token.split_contents()
    if len(words) != 2:
        raise TemplateSyntaxError("{% pictures %} takes one word: the part of the page that it stands in.")
    nodelist = parser.parse(("endpictures",))
    parser.delete_first_token()
    return PicturesNode(parser.compile_filter(words[1]), nodelist)


@register.simple_tag(takes_context=True)
def plate(context, crop, hue, icon, around=""):
    """A picture that says nothing to a screen reader: a name always stands with it."""
    collected = _collected(context, "plate")
    icons = tuple(dict.fromkeys([icon, *around.split()]))[: len(CROPS[crop].slots)]
    collected.icons.update(icons)
    collected.hues.add(hue)
    return draw_plate(crop, str(hue), icons, collected.prefix)


@register.simple_tag(takes_context=True)
def shared_icon(context, name):
    """Where to find an icon that is drawn once, with those of the plates: '#panel-sprout'."""
    collected = _collected(context, "shared_icon")
    collected.icons.add(name)
    return f"#{collected.prefix}{drawn_icon(name)}"


@register.simple_tag(takes_context=True)
def burst(context, icon):
    """The picture of a statement of the quiz, in all hues."""
    collected = _collected(context, "burst")
    collected.icons.add(icon)
    collected.others.add(burst_ground(collected.prefix))
    return draw_burst(icon, collected.prefix)


def _collected(context, tag):
    if _COLLECTED not in context:
        raise TemplateSyntaxError(f"{{% {tag} %}} stands inside {{% pictures %}}.")
    return context[_COLLECTED]
