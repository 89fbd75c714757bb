"""What is the same on every page is rendered once."""

from django.template import Library, Node
from django.utils.translation import get_language

register = Library()


class OnceNode(Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist
        self.rendered: dict[str | None, str] = {}

    def render(self, context):
        language = get_language()
        if language not in self.rendered:
            self.rendered[language] = self.nodelist.render(context.new())  # it can't know the page, nor its visitor
        return self.rendered[language]


@register.tag
def once(parser, token):
    """{% once %}…{% endonce %}: rendered once in each process for each language, without the page's context."""
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return OnceNode(nodelist)
