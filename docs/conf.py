"""How Sphinx builds the documentation: `make docs`."""

import importlib
from typing import Any

from docutils import nodes

import custmdm

project = "custmdm"
author = "The custmdm authors"
project_copyright = author
version = release = importlib.import_module("custmdm._version").__version__

# No intersphinx: the docs build without a network.
extensions = [
    "myst_nb",  # Markdown as myst_parser reads it, and notebooks
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Notebooks are run here, for they are kept without outputs. Their pages show drawings, and nothing
# that a browser would have to load a program for, as widgets need.
nb_execution_mode = "force"
nb_execution_in_temp = True
nb_execution_timeout = 240
nb_execution_raise_on_error = True
suppress_warnings = ["mystnb.unknown_mime_type"]  # Vega-Lite: the drawing beside it is shown
nb_ipywidgets_js: dict[str, dict[str, str]] = {}
nb_mime_priority_overrides = [("*", "application/vnd.jupyter.widget-view+json", None)]

html_theme = "furo"
html_title = "custmdm"
html_show_sphinx = False

autodoc_member_order = "groupwise"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # the fields of an attrs class are listed once, from its "Attributes:"

nitpick_ignore_regex = [
    # Names of other libraries and of the standard library: there is nothing here to link to.
    (r"py:.*", rf"(?!{custmdm.__name__}\.).*"),
    # Type variables and private names have no entry.
    (r"py:.*", r".*\.[A-Z](_co|_contra)?"),
    (r"py:.*", r".*\._[^.]+"),
    # What the parts of a stage hand each other has none either.
    (
        r"py:class",
        r".*\._\w+\.(Bag|NamePart|WholeName|NameTable|NameColumn|Bags|Blocks|Entries|OfRecord|Change|ReadValue|WeighedTable)",
    ),
]


def _load(path: str) -> object:
    """Return the object of a dotted name, or None."""
    module, _, name = path.rpartition(".")
    while module:
        try:
            value: object = importlib.import_module(module)
        except ImportError:
            module, _, outer = module.rpartition(".")
            name = f"{outer}.{name}"
            continue
        for part in name.split("."):
            value = getattr(value, part, None)
        return value
    return None


def _link_by_identity(app: Any, env: Any, node: Any, contnode: Any) -> Any:
    """Link a name to the page of the same object under another name.

    A class is written in custmdm.model._ids and documented as custmdm.RecordId; a signature or a
    docstring may say either.
    """
    target = node.get("reftarget", "")
    if node.get("refdomain") != "py" or not target.startswith(f"{project}."):
        return None
    wanted = _load(target)
    if wanted is None:
        return None
    last = target.rpartition(".")[2]
    domain = env.domains["py"]
    for name, entry in sorted(domain.objects.items()):
        if name.rpartition(".")[2] == last and _load(name) is wanted:
            return domain.resolve_xref(
                env, node["refdoc"], app.builder, entry.objtype, name, node, contnode
            )
    return None


def _without_bars(_app: Any, doctree: Any) -> None:
    """Leave out the bars of progress, which a notebook takes away itself while it is open."""
    for output in list(doctree.findall(nodes.container)):
        if output.get("nb_element") == "mime_bundle" and "%|" in output.astext():
            output.parent.remove(output)


def setup(app: Any) -> None:
    app.connect("doctree-read", _without_bars)
    app.connect("missing-reference", _link_by_identity)
