"""A Linker as plain JSON: versioned, never pickle, and no name in it is ever imported."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from custmdm import block, compare, survive
from custmdm.block import On
from custmdm.compare import Comparison
from custmdm.errors import CustmdmError, ModelError, did_you_mean
from custmdm.kinds import Kind
from custmdm.model import Context, Thresholds
from custmdm.score import FellegiSunter

FORMAT = "custmdm.linker"
VERSION = 1
# A model is a few kilobytes; more is not one of ours.
MAX_CHARS = 10_000_000
_KEYS = frozenset(
    {"format", "version", "record", "kinds", "blocking", "comparisons", "thresholds",
     "fitted_thresholds", "survivorship", "context", "max_block", "model"}
)  # fmt: skip

# The only parts that a file can name: those that the library ships.
_SHIPPED: Mapping[str, Any] = {
    f"{module.__name__.removeprefix('custmdm.')}.{name}": getattr(module, name)
    for module in (block, compare, survive)
    for name in module.__all__
    if callable(getattr(module, name))
}


def dump(settings: Mapping[str, Any], parts: Mapping[str, object]) -> str:
    """Return the settings of a Linker as JSON."""
    encode = _Encoder(parts)
    record, kinds = settings["record"], settings["kinds"]
    blocking, comparisons = settings["blocking"], settings["comparisons"]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "record": None if record is None else record.__name__,
        "kinds": None if kinds is None else {n: encode.kind(k) for n, k in kinds.items()},
        "blocking": None if blocking is None else [encode.rule(rule) for rule in blocking],
        "comparisons": None if comparisons is None else [encode.comparison(c) for c in comparisons],
        "thresholds": _written(settings["thresholds"]),
        "fitted_thresholds": _written(settings["fitted_thresholds"]),
        "survivorship": {
            name: [encode.part(r) for r in ((rules,) if callable(rules) else rules)]
            for name, rules in settings["survivorship"].items()
        },
        "context": _written(settings["context"]),
        "max_block": settings["max_block"],
        "model": _written(settings["model"]),
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def _written(value: Any) -> dict[str, Any] | None:
    return None if value is None else attrs.asdict(value)


@attrs.frozen
class _Encoder:
    """Write parts: those shipped by name and options, the user's own by the names given."""

    own: Mapping[str, object]

    def part(self, part: object) -> object:
        for name, own in self.own.items():
            if own is part or (attrs.has(type(own)) and own == part):
                return {"own": name}
        for name, shipped in _SHIPPED.items():
            if part is shipped:
                return {"part": name}
            if isinstance(shipped, type) and type(part) is shipped and attrs.has(shipped):
                options = attrs.asdict(part, recurse=False)  # type: ignore[arg-type]
                return {"part": name, **{n: _plain(v) for n, v in options.items()}}
        called = getattr(part, "__name__", None) or type(part).__name__
        raise ModelError(
            f"{called} is a part of your own; give it a name: to_json(parts={{'{called}': ...}})"
        )

    def rule(self, rule: object) -> object:
        if not isinstance(rule, On):
            return self.part(rule)
        return {"on": [path if key is None else [path, self.part(key)] for path, key in rule.parts]}

    def comparison(self, comparison: Comparison) -> object:
        levels = list(comparison.levels)
        return {
            "on": comparison.on,
            "comparator": self.part(comparison.comparator),
            "levels": levels,
        }

    def kind(self, kind: "str | Kind") -> object:
        if isinstance(kind, str):
            return kind
        from custmdm import kinds

        if kind.name in kinds.names() and kinds.get(kind.name) == kind:
            return kind.name
        return self.part(kind)


def load(text: str, record: type | None, own: Mapping[str, object]) -> dict[str, Any]:
    """Return the settings of the Linker that JSON describes."""
    document = _document(text)
    decode = _Decoder(own)
    _check_record(document["record"], record)
    kinds = document["kinds"]
    if not (kinds is None or isinstance(kinds, dict)):
        raise ModelError("kinds is no object")
    return {
        "record": record,
        "kinds": None if kinds is None else {n: decode.kind(k) for n, k in kinds.items()},
        "blocking": _each(document, "blocking", decode.rule),
        "comparisons": _each(document, "comparisons", decode.comparison),
        "thresholds": _made(Thresholds, document, "thresholds"),
        "fitted_thresholds": _made(Thresholds, document, "fitted_thresholds"),
        "survivorship": {
            name: tuple(_each(document["survivorship"], name, decode.part) or ())
            for name in document["survivorship"]
        },
        "context": _made(Context, document, "context"),
        "max_block": _int(document, "max_block"),
        "model": _made(FellegiSunter, document, "model"),
    }


def _check_record(named: str | None, record: type | None) -> None:
    if named is not None and record is None:
        raise ModelError(f"this Linker was made with record={named}; pass it: record={named}")
    if named is None and record is not None:
        raise ModelError("this Linker was made with kinds for a table; leave out record=")
    if record is not None and record.__name__ != named:
        raise ModelError(f"this Linker was made with record={named}, not {record.__name__}")


def _int(document: Mapping[str, Any], name: str) -> int:
    value = document[name]
    if type(value) is not int:
        raise ModelError(f"{name} is no whole number")
    return value


@attrs.frozen
class _Decoder:
    """Read parts: only what is shipped, or what the user hands over."""

    own: Mapping[str, object]

    def part(self, written: Any, path: str) -> Any:
        if not isinstance(written, Mapping):
            raise ModelError(f"{path}: expected a part, got {type(written).__name__}")
        if "own" in written:
            name = written["own"]
            if name not in self.own:
                raise ModelError(
                    f"{path} uses the part {name!r} of your own; pass parts={{{name!r}: ...}}"
                )
            return self.own[name]
        name = str(written.get("part"))
        if name not in _SHIPPED:
            raise ModelError(f"{path}: no such part {name!r}. {did_you_mean(name, _SHIPPED)}")
        shipped = _SHIPPED[name]
        options = {n: _tuples(v) for n, v in written.items() if n != "part"}
        if not isinstance(shipped, type):
            if options:
                raise ModelError(f"{path}: {name} takes no options")
            return shipped
        return _within(path, lambda: shipped(**options))

    def rule(self, written: Any, path: str) -> Any:
        if isinstance(written, Mapping) and isinstance(written.get("on"), list):
            fields = [
                f if isinstance(f, str) else (f[0], self.part(f[1], path)) for f in written["on"]
            ]
            return _within(path, lambda: block.on(*fields))
        return self.part(written, path)

    def comparison(self, written: Any, path: str) -> Any:
        return _within(
            path,
            lambda: Comparison(
                written["on"], self.part(written["comparator"], path), written["levels"]
            ),
        )

    def kind(self, written: Any) -> Any:
        return written if isinstance(written, str) else self.part(written, "kinds")


def _document(text: str) -> dict[str, Any]:
    if len(text) > MAX_CHARS:
        raise ModelError("the file is too large to be a saved Linker")
    try:
        # NaN and Infinity are no JSON, and no weight of ours.
        document = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"this is no JSON, or it was cut: {type(error).__name__}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ModelError("this is no saved Linker")
    version = document.get("version")
    if version != VERSION:
        raise ModelError(
            f"this Linker was saved in format version {version}; this release reads {VERSION}"
        )
    for missing in sorted(_KEYS - set(document)):
        raise ModelError(f"the saved Linker lacks {missing!r}")
    for unknown in sorted(set(document) - _KEYS):
        raise ModelError(f"the saved Linker has an unknown entry {unknown!r}")
    for name in ("survivorship", "context"):
        if not isinstance(document[name], dict):
            raise ModelError(f"{name} is no object")
    return document


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _each(document: Mapping[str, Any], name: str, read: Callable[[Any, str], Any]) -> Any:
    written = document[name]
    if written is None:
        return None
    if not isinstance(written, list):
        raise ModelError(f"{name} is no list")
    return [read(item, f"{name}[{i}]") for i, item in enumerate(written)]


def _made(cls: type, document: Mapping[str, Any], name: str) -> Any:
    written = document[name]
    if written is None:
        return None
    if not isinstance(written, dict):
        raise ModelError(f"{name} is no object")
    return _within(name, lambda: cls(**written))


def _within(path: str, make: Callable[[], Any]) -> Any:
    """Return what a function makes; an error in it says where in the file it is."""
    try:
        return make()
    except ModelError:
        raise
    except (CustmdmError, TypeError, ValueError, KeyError, IndexError) as error:
        raise ModelError(f"{path}: {error}") from error


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _tuples(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
