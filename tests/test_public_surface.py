"""What users import: each name is said once, there, and documented; importing is quiet."""

import ast
import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import custmdm


def public_modules() -> list[str]:
    """Return the modules whose names hold no underscore at the front, the root included."""
    found = pkgutil.walk_packages(custmdm.__path__, f"{custmdm.__name__}.")
    names = [module.name for module in found]
    return ["custmdm", *(n for n in names if not any(p.startswith("_") for p in n.split(".")))]


def exports_of(module: ModuleType) -> list[str]:
    """Return the names that a module exports: its `__all__`, else what it imports as `X as X`."""
    if hasattr(module, "__all__"):
        return list(module.__all__)
    tree = ast.parse(inspect.getsource(module))
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return [a.name for node in imports for a in node.names if a.name == a.asname]


def sort_key(name: str) -> tuple[int, str]:
    """Put constants first, then classes, then the rest: the order that ruff gives to `__all__`."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return rank, name


def defined_here(module: ModuleType) -> set[str]:
    """Return the public functions and classes from a module, or from inside a package."""
    is_package = hasattr(module, "__path__")
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (inspect.isroutine(value) or inspect.isclass(value))
        and (
            value.__module__ == module.__name__
            or (is_package and str(value.__module__).startswith(f"{module.__name__}."))
        )
    }


def test_the_root_says_its_surface_in_order() -> None:
    """`custmdm.__all__` is sorted and names nothing twice."""
    names = list(custmdm.__all__)
    assert names == sorted(set(names), key=sort_key)


def test_the_root_hides_nothing() -> None:
    """Every public name of the root but its modules is in `custmdm.__all__`."""
    public = {
        name
        for name, value in vars(custmdm).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert public - set(custmdm.__all__) - {"TYPE_CHECKING"} == set()


def test_the_root_imports_later_what_it_shows_to_type_checkers() -> None:
    """Each name that type checkers see is found where they see it, and no other is."""
    tree = ast.parse(inspect.getsource(custmdm))
    (guarded,) = (node for node in tree.body if isinstance(node, ast.If))
    shown = {
        (node.module, alias.name)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    names = {(f"custmdm.{m}", n) for m, found in custmdm._NAMES.items() for n in found}
    modules = {("custmdm", name) for name in custmdm._MODULES if name in custmdm.__all__}
    assert shown == names | modules
    for module, name in sorted(names):
        assert getattr(custmdm, name) is getattr(importlib.import_module(module), name)
    for name in custmdm._MODULES:
        assert getattr(custmdm, name) is importlib.import_module(f"custmdm.{name}")
    assert {*custmdm.__all__} - {"__version__"} == {name for _, name in shown}
    assert {*custmdm.__all__} <= {*dir(custmdm)}


def test_a_name_that_the_root_has_not_is_an_attribute_error() -> None:
    """Asking for a name that does not exist fails as with any module."""
    with pytest.raises(AttributeError, match="has no attribute 'resolv'"):
        custmdm.resolv  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("name", public_modules())
def test_a_module_says_its_surface(name: str) -> None:
    """A module says what it exports, exports what it has, and has what it exports."""
    module = importlib.import_module(name)
    exports = exports_of(module)
    assert len(exports) == len(set(exports)), "a name is exported twice"
    assert [export for export in exports if not hasattr(module, export)] == []
    assert defined_here(module) - set(exports) == set(), "rename with _ or export"


@pytest.mark.parametrize("name", public_modules())
def test_everything_exported_is_documented(name: str) -> None:
    """Each module, and each function, class and module it exports, has a docstring of its own."""
    module = importlib.import_module(name)
    bare = []
    for export in exports_of(module):
        value = getattr(module, export)
        if inspect.isclass(value):
            documented = vars(value).get("__doc__")  # not one that it inherits
        elif inspect.isroutine(value) or inspect.ismodule(value):
            documented = value.__doc__
        else:
            continue
        if not documented:
            bare.append(export)
    assert module.__doc__
    assert bare == []


def run(code: str, folder: Path) -> object:
    """Return what code in a fresh Python prints, as JSON."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=folder)
    return json.loads(done.stdout)


def test_importing_leaves_heavy_libraries_alone(tmp_path: Path) -> None:
    """No DataFrame library and nothing of an extra is imported before it is asked for."""
    heavy = [
        "altair",
        "anywidget",
        "duckdb",
        "pandas",
        "polars",
        "pyarrow",
        "pyspark",
        "sklearn",
        "tqdm",
    ]
    code = f"import custmdm, json, sys; print(json.dumps([m for m in {heavy} if m in sys.modules]))"
    assert run(code, tmp_path) == []


def test_importing_configures_no_logging(tmp_path: Path) -> None:
    """The host decides on logging: no handler, no level, of the root logger or of ours."""
    code = """
import json, logging
before = logging.getLogger().level
import custmdm
root, ours = logging.getLogger(), logging.getLogger("custmdm")
handlers = [type(handler).__name__ for handler in root.handlers + ours.handlers]
print(json.dumps([[h for h in handlers if h != "NullHandler"], root.level - before, ours.level]))
"""
    assert run(code, tmp_path) == [[], 0, 0]


def test_importing_prints_and_warns_nothing(tmp_path: Path) -> None:
    """An import says nothing, even where every warning is an error."""
    command = [sys.executable, "-W", "error", "-c", "import custmdm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
