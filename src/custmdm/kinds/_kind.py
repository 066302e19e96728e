"""What a kind says: all there is to know about one sort of customer value."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import attrs
from attrs import evolve, field, frozen

from custmdm._text import MAX_CHARS, as_text, clean, has_han, is_missing
from custmdm.block import ValueKey
from custmdm.compare import exact
from custmdm.errors import ConfigurationError
from custmdm.kinds._answers import Answers
from custmdm.kinds._masks import hidden
from custmdm.model import Context, Standardized, Status, as_date_order
from custmdm.model._standard import stamp
from custmdm.normalize import is_placeholder
from custmdm.survive import most_complete, most_frequent, most_recent, valid_first
from custmdm.typing import Comparator, Mask, Normalizer, SupportsParse, SurvivorshipRule, Validator

RULES = "2"
# No plain value is longer; a longer text is not given to the short ways.
_PLAIN_CHARS = 200

# Bytes that could not be decoded, the mark that replaces them, and characters of private fonts.
_LOST = re.compile("[\ud800-\udfff\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def _called(_instance: object, attribute: "attrs.Attribute[Any]", part: object) -> None:
    if isinstance(part, type) or not callable(part):
        raise ConfigurationError(
            f"{attribute.name} of a kind is a function or an object with __call__, got {part!r}"
        )


def _validators(parts: Iterable[Validator]) -> tuple[Validator, ...]:
    return tuple(parts)


@frozen(kw_only=True)
class Kind:
    """Bundle how one sort of value is normalized, validated, matched, survived and masked.

    Replace any part with ``attrs.evolve(kind, normalize=...)``, or make your own kind.

    >>> tier = Kind(name="tier", normalize=str.upper)
    >>> tier.standardize("gold").value
    'GOLD'

    Attributes:
        name: how the kind is called.
        normalize: raw text to standard text or None.
        validators: say what is wrong with a standard value.
        comparator: how alike two values are.
        levels: the similarities where a new agreement level begins; None for the outcomes of the
            comparator.
        keys: blocking keys of one value; how rare each is, is weighed where pairs are chosen.
        joint_keys: blocking keys to use together with one of another field.
        survivorship: the rules that choose among several values, in order.
        mask: shows a value without showing whose it is.
        pooled: whether several columns of the kind are values of one thing, as phones are.
        unit: the kind of unit it is a part of, an address or a name, else None.
        part: which part it is.
        is_placeholder: says whether clean text was only typed to fill the field.
        shared_above: on more customers than this, a value says no more who somebody is.
        in_household: how often two people of one household have the same value; None for no more
            often than strangers.
        in_organization: the same for two branches of one organization.
        unique: whether a customer has one value of each type: two that differ veto a match.
    """

    name: str
    normalize: Normalizer = field(validator=_called)
    validators: tuple[Validator, ...] = field(default=(), converter=_validators)
    comparator: Comparator = field(default=exact, validator=_called)
    levels: tuple[float, ...] | None = None
    keys: tuple[ValueKey | None, ...] = ()
    joint_keys: tuple[ValueKey | None, ...] = ()
    survivorship: tuple[SurvivorshipRule, ...] = (
        valid_first, most_recent, most_frequent, most_complete,
    )  # fmt: skip
    mask: Mask = hidden
    pooled: bool = False
    unit: str | None = None
    part: str | None = None
    is_placeholder: Callable[[str], bool] = is_placeholder
    shared_above: int | None = None
    in_household: float | None = None
    in_organization: float | None = None
    unique: bool = False

    def standardize(
        self,
        raw: object,
        *,
        country: str | None = None,
        locale: str | None = None,
        date_order: str | None = None,
    ) -> Standardized:
        """Return the standard value, its status and the reasons; nothing is lost.

        >>> from custmdm import kinds
        >>> phone = kinds.get("phone").standardize("手机：138 1234 5678", country="CN")
        >>> phone.value, str(phone.status), phone.reasons
        ('+8613812345678', 'valid', ())

        Args:
            raw: the value as it came in, of any type.
            country: ISO alpha-2 of what does not say its country.
            locale: the language of names.
            date_order: "DMY", "MDY" or "YMD" for dates that do not say it.
        """
        order = as_date_order(date_order)
        return self.within(Context(country, locale, order)).read(raw)

    def within(self, context: Context) -> "Kind":
        """Return the kind for one context: its normalizer gets the options that it has."""
        found = self._by_context.get(context)
        if found is None:
            found = self._by_context[context] = self._made_for(context)
        return found

    @cached_property
    def _by_context(self) -> dict[Context, "Kind"]:
        return {}

    def _made_for(self, context: Context) -> "Kind":
        normalize: Any = self.normalize
        if not attrs.has(type(normalize)):
            return self
        names = {a.name for a in attrs.fields(type(normalize))}
        options = {
            a.name: value
            for a in attrs.fields(Context)
            if a.name in names and (value := getattr(context, a.name)) is not None
        }
        return evolve(self, normalize=evolve(normalize, **options)) if options else self

    @property
    def wants_country(self) -> bool:
        """Say whether the country of the record matters for its values."""
        return any(
            a.name == "country" for a in getattr(type(self.normalize), "__attrs_attrs__", ())
        )

    @cached_property
    def version(self) -> str:
        """Return what answers are stamped with: the kind and the version of its rules."""
        return f"{self.name}/{RULES}"

    @cached_property
    def _quick(self) -> Callable[[str], Standardized | None] | None:
        """Return the short way of one of our normalizers, where nothing of the user's is before it.

        It answers the plain spellings that most values have, exactly as the full way would.
        """
        ours = all(
            getattr(part, "__module__", "").startswith("custmdm.normalize.")
            for part in (type(self.normalize), self.is_placeholder)
        )
        return getattr(self.normalize, "quick", None) if ours else None

    @cached_property
    def _parse(self) -> Callable[[str], Standardized] | None:
        """Return how the normalizer tells all it knows; to ask a Protocol each time takes 10 µs."""
        return self.normalize.parse if isinstance(self.normalize, SupportsParse) else None

    def read(self, raw: object) -> Standardized:
        """Return the standard value in the context the kind already has."""
        if self._quick is not None and type(raw) is str and len(raw) <= _PLAIN_CHARS:
            found = self._quick(raw)
            if found is not None:
                if self.validators:
                    found = self._validated(found)
                return stamp(found, self.version)
        return self._read_full(raw)

    def read_all(self, values: Sequence[object]) -> Answers:
        """Return the answers for many values, the plain ones in one pass."""
        texts = self.quick_texts(values)
        return Answers(texts, lambda i: self.read(values[i]), values.__getitem__, self.plain_keys)

    @property
    def plain_keys(self) -> Callable[[Sequence[str]], Sequence[str]] | None:
        """Return what gives the first match key of each plain text, where the text is enough."""
        return getattr(self.normalize, "plain_keys", None) if self._quick is not None else None

    def quick_texts(self, values: Sequence[object]) -> Sequence[str | None]:
        """Return the standard text of each value that is plain; None for the others."""
        in_one_pass = getattr(self.normalize, "quick_texts", None)
        if self._quick is None or in_one_pass is None:
            return (None,) * len(values)
        given: Sequence[Any] = values
        if set(map(type, values)) != {str} or max(map(len, given)) > _PLAIN_CHARS:
            given = [v if type(v) is str and len(v) <= _PLAIN_CHARS else "" for v in values]
        texts: list[str | None] = in_one_pass(given)
        for check in self.validators:
            for i, text in enumerate(texts):
                if text is not None and tuple(check(text)):
                    texts[i] = None
        return texts

    def _read_full(self, raw: object) -> Standardized:
        version = self.version
        if is_missing(raw):
            return Standardized(raw, None, Status.MISSING, version=version)
        text = as_text(raw)
        if text is None:
            return Standardized(raw, None, Status.INVALID, ("value.wrong_type",), version=version)
        if len(text) > MAX_CHARS:
            return Standardized(raw, None, Status.INVALID, ("value.too_long",), version=version)
        cleaned = clean(text)
        if not cleaned:
            # Only invisible characters: nothing was typed.
            return Standardized(raw, None, Status.MISSING, version=version)
        if len(cleaned) > MAX_CHARS:
            # Some characters stand for many: ﷺ for a sentence.
            return Standardized(raw, None, Status.INVALID, ("value.too_long",), version=version)
        if self.is_placeholder(cleaned):
            return self._placeholder(raw)
        parsed = self._parsed(text)
        if parsed.value is not None and self.is_placeholder(parsed.value):
            # Only what stood around it made it look like more: Mr. Unknown.
            return self._placeholder(raw)
        checked = self._checked(parsed, text)
        return Standardized(
            raw, checked.value, checked.status, checked.reasons, checked.parts,
            checked.match_keys, version,
        )  # fmt: skip

    def _placeholder(self, raw: object) -> Standardized:
        return Standardized(
            raw,
            None,
            Status.PLACEHOLDER,
            ("value.placeholder",),
            version=self.version,
        )

    def _parsed(self, text: str) -> Standardized:
        if self._parse is not None:
            return self._parse(text)
        value = self.normalize(clean(text))
        if not value:
            return Standardized(text, None, Status.INVALID, ("value.rejected",))
        return Standardized(text, value, Status.VALID, match_keys=(value,))

    def _checked(self, parsed: Standardized, text: str) -> Standardized:
        """Add what the validators say, and what the text itself betrays."""
        if _looks_misdecoded(text):
            parsed = _doubted(parsed, ("encoding.suspect",))
        return self._validated(parsed)

    def _validated(self, parsed: Standardized) -> Standardized:
        value = parsed.value
        if value is None or not self.validators:
            return parsed
        found = tuple(code for validator in self.validators for code in validator(value))
        return _doubted(parsed, found) if found else parsed


def _doubted(parsed: Standardized, reasons: tuple[str, ...]) -> Standardized:
    status = Status.SUSPECT if parsed.status is Status.VALID else parsed.status
    return evolve(parsed, reasons=(*parsed.reasons, *reasons), status=status)


def _looks_misdecoded(text: str) -> bool:
    r"""Say whether text looks read with the wrong encoding, or lost characters that way.

    >>> _looks_misdecoded("张伟".encode("gbk").decode("latin-1")), _looks_misdecoded("Éloïse")
    (True, False)
    >>> _looks_misdecoded("Müller".encode().decode("cp1252")), _looks_misdecoded("王\ufffd")
    (True, True)
    """
    text = text.strip()
    if text.isascii():
        return False
    if _LOST.search(text):
        return True
    if max(text) > "™":
        return False  # the last character that cp1252 can mean; latin-1 ends before it
    for encoding in ("latin-1", "cp1252"):
        try:
            text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return True
    high = [ch for ch in text if not ch.isascii()]
    if len(high) < 4 or max(high) > "\xff" or 2 * len(high) < len(text):
        return False
    try:
        return has_han(text.encode("latin-1").decode("gbk"))
    except UnicodeDecodeError:
        return False
