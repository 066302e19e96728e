"""A Linker as plain JSON: versioned, never pickle, and no name in it is ever imported."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import blake2b
from types import MethodType, NoneType
from typing import Any

import attrs

from custmdm import block, cluster, compare, kinds, survive
from custmdm.block import BestPairs, KeyStatistics, On, SortedNeighborhood
from custmdm.compare import Comparison
from custmdm.errors import CustmdmError, ModelError, did_you_mean
from custmdm.kinds import Kind
from custmdm.linker._json_trust import read_trust, write_trust
from custmdm.model import Context, Frequencies, Thresholds
from custmdm.score import FellegiSunter, TrainingReport
from custmdm.survive import Attribute, MostTrusted

FORMAT = "custmdm.linker"
VERSION = 4
# The frequencies of a million names take some megabytes; much more is not one of ours.
MAX_CHARS = 100_000_000
_KEYS = frozenset(
    {"format", "version", "record", "kinds", "blocking", "comparisons", "thresholds",
     "survivorship", "context", "max_block", "max_pairs", "clusterer", "vetoes", "model",
     "frequencies", "key_statistics", "training"}
)  # fmt: skip

# The only parts that a file can name: those that the library ships.
_SHIPPED: Mapping[str, Any] = {
    f"{module.__name__.removeprefix('custmdm.')}.{name}": part
    for module in (block, cluster, compare, survive)
    for name, part in ((name, getattr(module, name)) for name in module.__all__)
    # A function, or a class of objects that can be called.
    if callable(part) and (not isinstance(part, type) or "__call__" in vars(part))
}


def dump(settings: Mapping[str, Any], parts: Mapping[str, object]) -> str:
    """Return the settings of a Linker as JSON."""
    document = _document_of(settings, _Encoder(parts))
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)


def fingerprint(settings: Mapping[str, Any]) -> str:
    """Return a text that two Linkers share only if they decide alike."""
    document = _document_of({**settings, "training": None}, _NamingEncoder({}))
    return blake2b(json.dumps(document, default=_called).encode(), digest_size=16).hexdigest()


def _document_of(settings: Mapping[str, Any], encode: "_Encoder") -> dict[str, Any]:
    record, of_kind = settings["record"], settings["kinds"]
    blocking, comparisons = settings["blocking"], settings["comparisons"]
    known = settings["frequencies"]
    return {
        "format": FORMAT,
        "version": VERSION,
        "record": None if record is None else record.__name__,
        "kinds": None if of_kind is None else {n: encode.kind(k) for n, k in of_kind.items()},
        "blocking": None if blocking is None else [encode.rule(rule) for rule in blocking],
        "comparisons": None if comparisons is None else [encode.comparison(c) for c in comparisons],
        "thresholds": _written(settings["thresholds"]),
        "survivorship": {
            name: encode.attribute(one) for name, one in settings["survivorship"].items()
        },
        "context": _written(settings["context"]),
        "max_block": settings["max_block"],
        "max_pairs": settings["max_pairs"],
        "clusterer": encode.part(settings["clusterer"]),
        "vetoes": None if settings["vetoes"] is None else list(settings["vetoes"]),
        "model": _written(settings["model"]),
        "frequencies": None if known is None else [_written(f) for f in known],
        "key_statistics": [_written(keys) for keys in settings["key_statistics"]],
        "training": _written(settings["training"]),
    }


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
                if isinstance(part, MostTrusted):
                    return {"part": name, **write_trust(part)}
                options = attrs.asdict(part, recurse=False)  # type: ignore[arg-type]
                return {"part": name, **{n: _plain(v) for n, v in options.items()}}
        return self.unknown(part)

    def unknown(self, part: object) -> object:
        """Refuse a part that nobody named."""
        named = part.name if isinstance(part, Kind) else getattr(part, "__name__", None)
        called = named or type(part).__name__
        raise ModelError(
            f"{called} is a part of your own; give it a name: to_json(parts={{'{called}': ...}})"
        )

    def rule(self, rule: object) -> object:
        if isinstance(rule, BestPairs):
            options = attrs.asdict(rule, recurse=False)
            inner = [self.rule(r) for r in rule.rules]
            return {"best_pairs": {**options, "rules": inner, "fitted": _written(rule.fitted)}}
        if not isinstance(rule, (On, SortedNeighborhood)):
            return self.part(rule)
        fields = [path if key is None else [path, self.part(key)] for path, key in rule.parts]
        if isinstance(rule, On):
            return {"on": fields}
        return {"sorted_neighborhood": {"on": fields, "window": rule.window}}

    def comparison(self, comparison: Comparison) -> object:
        levels = None if comparison.levels is None else list(comparison.levels)
        return {
            "on": comparison.on,
            "comparator": self.part(comparison.comparator),
            "levels": levels,
        }

    def attribute(self, attribute: Attribute) -> object:
        rules = [self.part(rule) for rule in attribute.rules]
        if attribute == Attribute(attribute.rules):
            return rules
        primary = [self.part(rule) for rule in attribute.primary]
        options = {n: getattr(attribute, n) for n in ("many", "fill", "keep")}
        return {"rules": rules, "primary": primary, **options}

    def kind(self, kind: Kind) -> object:
        if kind.name in kinds.names() and kinds.get(kind.name) == kind:
            return kind.name
        return self.part(kind)


class _NamingEncoder(_Encoder):
    """Write the user's own parts by what they are called in the code."""

    def unknown(self, part: object) -> object:
        return _called(part)


def _called(part: Any) -> object:
    """Return what a part is called in the code, with its settings; never where it is in memory."""
    if isinstance(part, (list, tuple)):
        return [_called(one) for one in part]
    if isinstance(part, Mapping):
        return [[_called(key), _called(value)] for key, value in part.items()]
    if isinstance(part, (set, frozenset)):
        return sorted(json.dumps(_called(one)) for one in part)
    if isinstance(part, (str, int, float, NoneType)):
        return part
    named = part if hasattr(part, "__qualname__") else type(part)
    name = f"{getattr(named, '__module__', None)}.{named.__qualname__}"
    if isinstance(part, partial):
        return [name, *map(_called, (part.func, part.args, part.keywords))]
    if isinstance(part, MethodType):
        return [name, _called(part.__self__)]
    if attrs.has(type(part)):
        return [name, _called(attrs.asdict(part, recurse=False))]
    # The repr of a function, or of a plain object, says nothing but its address.
    plain: Any = object.__repr__
    return name if named is part or type(part).__repr__ is plain else [name, repr(part)]


def load(text: str, record: type | None, own: Mapping[str, object]) -> dict[str, Any]:
    """Return the settings of the Linker that JSON describes."""
    document = _document(text)
    decode = _Decoder(own)
    _check_record(document["record"], record)
    of_kind, survivorship = document["kinds"], _object(document["survivorship"], "survivorship")
    return {
        "record": record,
        "kinds": None
        if of_kind is None
        else {n: decode.kind(k, f"kinds.{n}") for n, k in _object(of_kind, "kinds").items()},
        "blocking": _each(document, "blocking", decode.rule),
        "comparisons": _each(document, "comparisons", decode.comparison),
        "thresholds": _optional(Thresholds, document, "thresholds"),
        "survivorship": {
            name: decode.attribute(written, f"survivorship.{name}")
            for name, written in survivorship.items()
        },
        "context": _made(Context, document["context"], "context"),
        "max_block": document["max_block"],
        "max_pairs": document["max_pairs"],
        "clusterer": decode.part(document["clusterer"], "clusterer", "cluster"),
        "vetoes": _each(document, "vetoes", _text),
        "model": _optional(FellegiSunter, document, "model"),
        "frequencies": _each(document, "frequencies", lambda f, at: _made(Frequencies, f, at)),
        "key_statistics": _each(document, "key_statistics", _key_statistics) or (),
        "training": _optional(TrainingReport, document, "training"),
    }  # fmt: skip


def _key_statistics(written: Any, path: str) -> KeyStatistics | None:
    """Return what keys were weighed by; None where they were not."""
    return None if written is None else _made(KeyStatistics, written, path)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise ModelError(f"{path}: expected text")
    return value


def _check_record(named: object, record: type | None) -> None:
    if named is None and record is not None:
        raise ModelError("record: this Linker was made with kinds for a table; leave out record=")
    if named is not None and record is None:
        raise ModelError(f"record: this Linker was made with {named!r}; pass it: record={named}")
    if record is not None and getattr(record, "__name__", None) != named:
        raise ModelError(f"record: this Linker was made with {named!r}, not {record!r}")


@attrs.frozen
class _Decoder:
    """Read parts: only what is shipped, or what the user hands over."""

    own: Mapping[str, object]

    def part(self, written: Any, path: str, stage: str) -> Any:
        """Return a part: one of the user's own, or one that a stage ships."""
        _object(written, path)
        if "own" in written:
            name = written["own"]
            if not isinstance(name, str) or name not in self.own:
                raise ModelError(
                    f"{path}: uses the part {name!r} of your own; pass parts={{{name!r}: ...}}"
                )
            return self.own[name]
        name = str(written.get("part"))
        shipped = {n: part for n, part in _SHIPPED.items() if n.startswith(f"{stage}.")}
        if name not in shipped:
            raise ModelError(f"{path}: there is no part {name!r}. {did_you_mean(name, shipped)}")
        options = {n: v for n, v in written.items() if n != "part"}
        if shipped[name] is MostTrusted:
            return read_trust(options, path)
        if attrs.has(shipped[name]):
            return _made(shipped[name], options, path)
        if options:
            raise ModelError(f"{path}: {name} takes no options")
        return shipped[name]

    def attribute(self, written: Any, path: str) -> Any:
        """Return how an attribute survives: the rules alone, or an object with options."""
        if not isinstance(written, dict):
            return self.rules(written, path)
        names = ("rules", "primary", "many", "fill", "keep")
        rules, primary, many, fill, keep = _entries(written, path, names)
        rules, primary = self.rules(rules, f"{path}.rules"), self.rules(primary, f"{path}.primary")
        if not (many is None or isinstance(many, bool)):
            raise ModelError(f"{path}.many: expected true, false or null")
        return _within(path, lambda: Attribute(rules, many, fill, keep, primary))

    def rules(self, written: Any, path: str) -> list[Any]:
        return [
            self.part(rule, f"{path}[{i}]", "survive")
            for i, rule in enumerate(_list(written, path))
        ]

    def rule(self, written: Any, path: str) -> Any:
        if "best_pairs" in _object(written, path):
            options = dict(_object(written["best_pairs"], f"{path}.best_pairs"))
            rules = _list(options.pop("rules", None), f"{path}.best_pairs.rules")
            inner = [self.rule(r, f"{path}.best_pairs.rules[{i}]") for i, r in enumerate(rules)]
            fitted = _key_statistics(options.pop("fitted", None), f"{path}.best_pairs.fitted")
            return _within(path, lambda: BestPairs(inner, **options, fitted=fitted))
        if "sorted_neighborhood" in written:
            at = f"{path}.sorted_neighborhood"
            on, window = _entries(written["sorted_neighborhood"], at, ("on", "window"))
            fields = self.fields(on, at)
            return _within(path, lambda: block.sorted_neighborhood(*fields, window=window))
        if "on" not in written:
            return self.part(written, path, "block")
        fields = self.fields(written["on"], path)
        return _within(path, lambda: block.on(*fields))

    def fields(self, written: Any, path: str) -> list[Any]:
        """Return what a rule goes by: fields, each alone or with a key function."""
        fields: list[Any] = []
        for i, field in enumerate(_list(written, f"{path}.on")):
            at = f"{path}.on[{i}]"
            if isinstance(field, str):
                fields.append(field)
            elif isinstance(field, list) and len(field) == 2 and isinstance(field[0], str):
                fields.append((field[0], self.part(field[1], at, "block")))
            else:
                raise ModelError(f"{at}: expected a field, or a field and a part")
        return fields

    def comparison(self, written: Any, path: str) -> Any:
        on, comparator, levels = _entries(written, path, ("on", "comparator", "levels"))
        comparator = self.part(comparator, f"{path}.comparator", "compare")
        if not isinstance(on, str):
            raise ModelError(f"{path}.on: expected text, got {type(on).__name__}")
        levels = None if levels is None else _list(levels, f"{path}.levels")
        return _within(f"{path}.levels", lambda: Comparison(on, comparator, levels))

    def kind(self, written: Any, path: str) -> Any:
        if isinstance(written, str):
            return _within(path, lambda: kinds.get(written))
        return self.part(written, path, "kinds")


def _document(text: str) -> dict[str, Any]:
    if not isinstance(text, str):
        raise ModelError(f"a saved Linker is text, got {type(text).__name__}")
    if len(text) > MAX_CHARS:
        raise ModelError("the text is too long to be a saved Linker")
    try:
        # NaN and Infinity are no JSON, and no weight of ours.
        document = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"this is no JSON, or it was cut: {type(error).__name__}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ModelError("format: this is no saved Linker")
    version = document.get("version")
    if version == 2:
        # It knew nothing of the keys of the table that it was fitted to.
        document |= {"version": VERSION, "key_statistics": []}
    elif version == 3:
        # What it lacks, the way that training took, is nothing by default.
        document |= {"version": VERSION}
    elif version != VERSION:
        raise ModelError(
            f"version: this Linker was saved in format version {version!r}; "
            f"this release reads 2, 3 and {VERSION}"
        )
    _entries(document, "the saved Linker", _KEYS)
    return document


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _entries(written: Any, path: str, names: Iterable[str]) -> list[Any]:
    """Return the entries of an object that has just these."""
    written = _object(written, path)
    names = tuple(names)
    for missing in sorted(set(names) - set(written)):
        raise ModelError(f"{path}: lacks {missing!r}")
    for unknown in sorted(set(written) - set(names)):
        raise ModelError(f"{path}: has an unknown entry {unknown!r}")
    return [written[name] for name in names]


def _object(written: Any, path: str) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise ModelError(f"{path}: expected an object, got {type(written).__name__}")
    return written


def _list(written: Any, path: str) -> list[Any]:
    if not isinstance(written, list):
        raise ModelError(f"{path}: expected a list, got {type(written).__name__}")
    return written


def _each(document: Mapping[str, Any], name: str, read: Callable[[Any, str], Any]) -> Any:
    if document[name] is None:
        return None
    return [read(item, f"{name}[{i}]") for i, item in enumerate(_list(document[name], name))]


def _optional(cls: type, document: Mapping[str, Any], name: str) -> Any:
    return None if document[name] is None else _made(cls, document[name], name)


def _made(cls: type, written: Any, path: str) -> Any:
    """Return an object of an attrs class from its written fields."""
    # Imported when a model is read: who reads none does not wait for it.
    import cattrs

    written = _object(written, path)
    try:
        return cattrs.Converter(forbid_extra_keys=True).structure(written, cls)
    except cattrs.BaseValidationError as error:
        said = cattrs.transform_error(error, path, _said)
        raise ModelError("; ".join(said)) from None


def _said(error: BaseException, _type: type | None) -> str:
    return "is missing" if isinstance(error, KeyError) else str(error)


def _within(path: str, make: Callable[[], Any]) -> Any:
    """Return what a function makes; an error in it says where in the file it is."""
    try:
        return make()
    except (CustmdmError, TypeError, ValueError, OverflowError) as error:
        raise ModelError(f"{path}: {error}") from error


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
