"""Templates, compiled once for each language: their words are looked up when they are compiled, not at each request."""

from flask.templating import Environment as FlaskEnvironment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

from govproj.core.i18n import locale, said_in


class Environment(FlaskEnvironment):
    """Hands out every template in the reader's language."""

    language = None  # of the environment the application has: it leads to one for each language

    def get_template(self, name, parent=None, globals=None):
        if self.language is None:
            return self._speaking(locale()).get_template(name, parent, globals)
        return super().get_template(name, parent, globals)

    def _speaking(self, language: str) -> "Environment":
        spoken = self.__dict__.setdefault("spoken", {})
        if language not in spoken:
            spoken[language] = self.overlay()
            spoken[language].language = language
        return spoken[language]


class Interpreter(CodeGenerator):
    """Compiles a template into the language of its environment."""

    def visit_Template(self, node, frame=None):
        super().visit_Template(InWordsOf(self.environment.language).visit(node), frame)


Environment.code_generator_class = Interpreter


class InWordsOf(NodeTransformer):
    """Puts words in place of `_("…")`; with facts in them only the sentence is known beforehand.

    As with Jinja's own newstyle gettext the sentence is trusted and the facts in it are escaped.
    """

    def __init__(self, language: str):
        self.language = language

    def visit_Call(self, node):
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=str(message))]):
                words = nodes.TemplateData(said_in(self.language, message), lineno=node.lineno)
                facts = [nodes.Pair(nodes.Const(fact.key), fact.value) for fact in node.kwargs]
                return nodes.Mod(words, nodes.Dict(facts), lineno=node.lineno)
        return node
