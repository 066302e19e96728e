"""The modules of the package form a staircase of imports: nothing reaches up."""

import ast
import graphlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import custmdm

# From the ground up; private modules inside a package belong to it. A module imports only from the
# lines above its own, so those of one line never import each other: a stage knows no other stage.
LAYERS = """
_version
errors
_pattern
_lines
_text
_hidden
_html
_values
data
model
typing
_progress
columns
frames
exports
_labels
normalize | validate | block | compare | score | cluster | survive | evaluate
kinds
tables
mapping
ledger
linker
live
steward
quality
privacy
charts
spark
testing
datasets
"""
# custmdm/__init__.py stands above them all: it alone imports them all, and none imports it.
ROOT = "custmdm"


class Module(NamedTuple):
    name: str
    is_package: bool
    source: str

    @property
    def part(self) -> str:
        """The line's name for it: custmdm.compare._levels is of the part compare."""
        return self.name.split(".")[1]


def read_heights(text: str) -> dict[str, int]:
    return {
        part.strip(): height
        for height, line in enumerate(text.strip().splitlines())
        for part in line.split("|")
    }


def read_package(folder: Path) -> list[Module]:
    modules = []
    for path in sorted(folder.rglob("*.py")):
        names = [ROOT, *path.relative_to(folder).with_suffix("").parts]
        is_package = names[-1] == "__init__"
        name = ".".join(names[:-1] if is_package else names)
        modules.append(Module(name, is_package, path.read_text(encoding="utf-8")))
    return modules


def imports_of(module: Module, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield line and name of each module of ours that it imports, wherever in the file it does.

    An import for type checkers only, or inside a function, counts like any other.
    """
    for node in ast.walk(ast.parse(module.source)):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.name.split(".")
                up = node.level - module.is_package
                base = ".".join([*parents[: len(parents) - up], *base.split(".")]).rstrip(".")
            targets = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        ours = (target for target in targets if target.split(".")[0] == ROOT)
        for target in sorted({module_of(target, known) for target in ours} - {module.name}):
            yield node.lineno, target


def module_of(target: str, known: Collection[str]) -> str:
    """Return the module that holds a dotted name, or is it."""
    while target not in known:
        target = target.rpartition(".")[0]
    return target


def find_climbs(modules: Iterable[Module], heights: dict[str, int]) -> list[str]:
    """Return a sentence for each import that climbs, and each module without a place."""
    below_root = [module for module in modules if module.name != ROOT]
    homeless = {module.part for module in below_root} - heights.keys()
    problems = [
        f"{ROOT}.{part} has no place: give it one in LAYERS, at the top of tests/test_layers.py"
        for part in sorted(homeless)
    ]
    known = {ROOT, *(module.name for module in below_root)}
    for module in below_root:
        if module.part in homeless:
            continue
        for line, target in imports_of(module, known):
            where = f"{module.name}, line {line}, imports {target}"
            if target == ROOT:
                problems.append(f"{where}: only users import the root, others the module itself")
                continue
            part = target.split(".")[1]
            if part in homeless or part == module.part:
                continue
            if heights[part] > heights[module.part]:
                problems.append(f"{where}: {part} is above {module.part}")
            elif heights[part] == heights[module.part]:
                problems.append(f"{where}: {module.part} and {part} know nothing of each other")
    return problems


def find_cycle(modules: Iterable[Module]) -> list[str] | None:
    """Return modules that import each other in a circle, the first again at the end."""
    modules = list(modules)
    known = {ROOT, *(module.name for module in modules)}
    graph = {module.name: {name for _, name in imports_of(module, known)} for module in modules}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        # graphlib goes from the imported to the importer.
        return list(reversed(error.args[1]))
    return None


PACKAGE = read_package(Path(custmdm.__path__[0]))


def test_nothing_imports_from_above() -> None:
    """Each module imports only from the lines above its own."""
    problems = find_climbs(PACKAGE, read_heights(LAYERS))
    assert not problems, "\n" + "\n".join(problems)


def test_no_import_cycle() -> None:
    """No modules import each other in a circle, inside a package neither."""
    cycle = find_cycle(PACKAGE)
    assert cycle is None, " imports ".join(cycle or ())


# The checks themselves, on made-up packages: they must be able to fail.


def package(**sources: str) -> list[Module]:
    """Return made-up modules: `a__b` is custmdm.a.b, which makes custmdm.a a package."""
    names = {name: ".".join([ROOT, *name.split("__")]) for name in sources}
    return [
        Module(full, any(other.startswith(f"{full}.") for other in names.values()), sources[name])
        for name, full in names.items()
    ]


HEIGHTS = {"low": 0, "left": 1, "right": 1, "high": 2}


def test_heights_are_read_from_the_table() -> None:
    """The height of a module is its line."""
    assert read_heights("\nlow\nleft | right\nhigh\n") == dict(HEIGHTS)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("low", "import json, numpy.linalg\nfrom collections import abc"),
        ("left", "import custmdm.low"),
        ("left", "from custmdm.low import thing"),
        ("left", "from custmdm import low"),
        ("left", "from . import low"),
        ("left", "from .low import thing"),
        ("left__part", "from .. import low"),
        ("left__part", "from ..low import thing"),
        ("left__part", "from custmdm.left import other"),
        ("left__part", "from . import other"),
        ("high", "from custmdm.right import thing\nfrom custmdm.left import other"),
        ("low", "text = 'import custmdm.high'"),
    ],
)
def test_imports_from_below_are_fine(module: str, source: str) -> None:
    """What is lower, of the same part, or of others, may be imported in every spelling."""
    others = dict.fromkeys(HEIGHTS, "")
    assert find_climbs(package(**others | {module: source}), HEIGHTS) == []


@pytest.mark.parametrize(
    ("module", "source", "problem"),
    [
        ("low", "import custmdm.high", "high is above low"),
        ("low", "import custmdm.high.deep as deep", "high is above low"),
        ("low", "from custmdm.high import thing, other", "high is above low"),
        ("low", "from custmdm import high", "high is above low"),
        ("low", "from . import high", "high is above low"),
        ("low", "from .high import thing", "high is above low"),
        ("low__part", "from ..high import thing", "high is above low"),
        ("low", "def f():\n    from custmdm.high import thing", "high is above low"),
        ("low", "if TYPE_CHECKING:\n    from custmdm.high import thing", "high is above low"),
        ("left", "from custmdm.right import thing", "left and right know nothing of each other"),
        ("left", "from custmdm.right.part import x", "left and right know nothing of each other"),
        ("low", "import custmdm", "only users import the root"),
        ("low", "from custmdm import Person", "only users import the root"),
        ("new", "import json", "custmdm.new has no place"),
        ("new__part", "import custmdm.high", "custmdm.new has no place"),
    ],
)
def test_a_climb_is_found(module: str, source: str, problem: str) -> None:
    """Each climb is found once, with the modules and the line."""
    others = dict.fromkeys(HEIGHTS, "")
    problems = find_climbs(package(**others | {module: source}), HEIGHTS)
    assert len(problems) == 1
    assert problem in problems[0]


def test_a_climb_names_its_place() -> None:
    """The message says where to look."""
    modules = package(low__part="x = 1\nimport custmdm.high", high="")
    assert find_climbs(modules, HEIGHTS) == [
        "custmdm.low.part, line 2, imports custmdm.high: high is above low"
    ]


def test_the_root_may_import_all() -> None:
    """The root stands above the table."""
    root = Module(ROOT, True, "from custmdm.high import thing\nfrom custmdm.low import other")
    assert find_climbs([root, *package(low="", high="")], HEIGHTS) == []
    assert find_cycle([root, *package(low="", high="")]) is None


@pytest.mark.parametrize(
    ("sources", "cycle"),
    [
        ({"one": "import custmdm.two", "two": "import custmdm.one"}, {"one", "two"}),
        ({"one": "from custmdm import two", "two": "from .one import x"}, {"one", "two"}),
        ({"one": "from .two import x", "two": "def f():\n    from .one import x"}, {"one", "two"}),
        (
            {"one": "from custmdm.one.part import X", "one__part": "from custmdm.one import Y"},
            {"one", "one.part"},
        ),
        ({"one": "import custmdm.two", "two": "import custmdm.low", "low": ""}, None),
        ({"one": "from .part import X", "one__part": "", "one__more": "from .part import X"}, None),
    ],
)
def test_a_cycle_is_found(sources: dict[str, str], cycle: set[str] | None) -> None:
    """A circle is named from end to end; without one there is None."""
    found = find_cycle(package(**sources))
    assert (found and {name.removeprefix("custmdm.") for name in found}) == cycle
    assert found is None or found[0] == found[-1]
