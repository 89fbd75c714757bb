"""What is the same whenever a template is rendered is rendered once."""

from django.template import Library, Node
from django.utils.translation import get_language

register = Library()


class OnceNode(Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist
        self.rendered: dict[tuple[str | None, str | None], str] = {}

    def render(self, context):
        key = get_language(), context.template and context.template.name
        if key not in self.rendered:
            self.rendered[key] = self.nodelist.render(context.new())  # it can't know the page, nor its visitor
        return self.rendered[key]


@register.tag
def once(parser, token):
    """{% once %}…{% endonce %}: rendered once in each process for each language and each template, without its context.

    Blocks inside of it are those of the template that is rendered, and have no context either.
    """
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return OnceNode(nodelist)
