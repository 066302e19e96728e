"""What a kind says: all there is to know about one sort of customer value."""

from collections.abc import Callable
from typing import TypeVar

import attrs
from attrs import evolve, field, frozen

from custmdm._text import MAX_CHARS, as_text, clean, has_han, is_missing
from custmdm.block import ValueKey
from custmdm.compare import exact
from custmdm.errors import ConfigurationError
from custmdm.kinds._masks import hidden
from custmdm.model import Context, DateOrder, Standardized, Status
from custmdm.normalize import is_placeholder
from custmdm.survive import most_complete, most_frequent, most_recent, valid_first
from custmdm.typing import Comparator, Mask, Normalizer, SupportsParse, SurvivorshipRule, Validator

RULES = "1"

T = TypeVar("T")


def _called(_instance: object, attribute: "attrs.Attribute[object]", part: object) -> None:
    if isinstance(part, type) or not callable(part):
        raise ConfigurationError(
            f"{attribute.name} of a kind is a function or an object that can be called, got {part!r}"
        )


@frozen(kw_only=True)
class Kind:
    """Bundle how one sort of value is normalized, validated, blocked on, compared, survived, masked.

    Replace any part with ``attrs.evolve(kind, normalize=...)``, or make your own kind.

    >>> tier = Kind(name="tier", normalize=str.upper)
    >>> tier.standardize("gold").value
    'GOLD'

    Attributes:
        name: how the kind is called.
        normalize: raw text to standard text or None.
        validators: say what is wrong with a standard value.
        comparator: how alike two values are.
        levels: the similarities where a new agreement level begins.
        keys: blocking keys that are rare enough to block on alone.
        joint_keys: blocking keys to use together with one of another field.
        survivorship: the rules that choose among several values, in order.
        mask: shows a value without showing whose it is.
        pooled: whether several columns of the kind are values of one thing, as phones are.
        unit: the kind of unit it is a part of, an address or a name, else None.
        part: which part it is.
        is_placeholder: says whether clean text was only typed to fill the field.
    """

    name: str
    normalize: Normalizer = field(validator=_called)
    validators: tuple[Validator, ...] = field(default=(), converter=tuple)
    comparator: Comparator = field(default=exact, validator=_called)
    levels: tuple[float, ...] = (1.0,)
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
        order = None if date_order is None else DateOrder(date_order)
        return self.within(Context(country, locale, order)).read(raw)

    def within(self, context: Context) -> "Kind":
        """Return the kind for one context: its normalizer gets the options that it has."""
        if not attrs.has(type(self.normalize)):
            return self
        names = {a.name for a in attrs.fields(type(self.normalize))}
        options = {
            a.name: value
            for a in attrs.fields(Context)
            if a.name in names and (value := getattr(context, a.name)) is not None
        }
        return evolve(self, normalize=evolve(self.normalize, **options)) if options else self

    @property
    def wants_country(self) -> bool:
        """Say whether the country of the record matters for its values."""
        return any(
            a.name == "country" for a in getattr(type(self.normalize), "__attrs_attrs__", ())
        )

    def read(self, raw: object) -> Standardized:
        """Return the standard value in the context the kind already has."""
        version = f"{self.name}/{RULES}"
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
        if self.is_placeholder(cleaned):
            return Standardized(
                raw, None, Status.PLACEHOLDER, ("value.placeholder",), version=version
            )
        return evolve(self._checked(self._parsed(text), text), raw=raw, version=version)

    def _parsed(self, text: str) -> Standardized:
        if isinstance(self.normalize, SupportsParse):
            return self.normalize.parse(text)
        value = self.normalize(text)
        if value is None:
            return Standardized(text, None, Status.INVALID, ("value.rejected",))
        return Standardized(text, value, Status.VALID, match_keys=(value,))

    def _checked(self, parsed: Standardized, text: str) -> Standardized:
        """Add what the validators say, and what the text itself betrays."""
        reasons = list(parsed.reasons)
        if _looks_misdecoded(text):
            reasons.append("encoding.suspect")
        if parsed.value is not None:
            for validator in self.validators:
                reasons.extend(validator(parsed.value))
        if len(reasons) == len(parsed.reasons):
            return parsed
        status = Status.SUSPECT if parsed.status is Status.VALID else parsed.status
        return evolve(parsed, reasons=tuple(reasons), status=status)


def _looks_misdecoded(text: str) -> bool:
    """Say whether text looks like Chinese read with a Western encoding.

    >>> _looks_misdecoded("张伟".encode("gbk").decode("latin-1")), _looks_misdecoded("Éloïse")
    (True, False)
    """
    if text.isascii():
        return False
    high = [ch for ch in text if not ch.isascii()]
    if len(high) < 4 or max(high) > "\xff" or 2 * len(high) < len(text):
        return False
    raw = text.encode("latin-1")
    for encoding in ("utf-8", "gbk"):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if has_han(decoded):
            return True
    return False
