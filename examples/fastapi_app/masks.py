"""What a caller sees of a customer: each field as texts, in clear or masked by its kind."""

import attrs

import custmdm as cm
from custmdm.model import fields_of

Values = dict[str, tuple[str, ...]]

# Too many people live there for it to say who somebody is.
_OF_MANY = {"city", "region", "country"}
_HIDDEN = "***"


def values_of(person: cm.Person, context: cm.Context, *, clear: bool) -> Values:
    """Return the values of each field that has some, as texts.

    >>> ann = cm.Person(name=cm.PersonName(full="Ann Lee"), phones=("+14155550101",))
    >>> values_of(ann, cm.Context(), clear=False)
    {'name': ('A*** L***',), 'phones': ('+141****0101',)}

    Args:
        person: with standard values; of what has none nothing is shown but that it is there.
        context: what values take for granted.
        clear: whether they are shown as they are.
    """
    found: Values = {}
    for spec in fields_of(cm.Person):
        held = getattr(person, spec.name)
        texts = []
        for value in held if spec.many else (held,):
            if isinstance(value, cm.PersonName):
                texts.append(_shown("person_name", _whole(value), context, clear=clear))
            elif isinstance(value, cm.PostalAddress):
                texts.append(_address(value, context, clear=clear))
            else:
                texts.append(_shown(str(spec.kind), value, context, clear=clear))
        if any(texts):
            found[spec.name] = tuple(filter(None, texts))
    return found


def _shown(kind: str, value: str | None, context: cm.Context, *, clear: bool) -> str:
    return (value or "") if clear or not value else masked(kind, value, context)


def masked(kind: str, value: str, context: cm.Context) -> str:
    """Return a value masked by its kind, and hidden where the kind would show all of it.

    >>> masked("email", "anna.lee@gmail.com", cm.Context())
    'a***@gmail.com'
    >>> masked("gender", "F", cm.Context()), masked("city", "Leeds", cm.Context())
    ('***', 'Leeds')
    """
    known = cm.kinds.get(kind).within(context)
    answer = known.read(value)
    if answer.value is None:
        # A mask is made for standard values: of any other text it might show too much.
        return _HIDDEN
    text = known.mask(answer.value)
    return text if text != answer.value or kind in _OF_MANY else _HIDDEN


def _whole(name: cm.PersonName) -> str:
    # The parts are not masked one by one: of a Chinese given name the first letter is often all.
    return name.full or " ".join(filter(None, attrs.astuple(name)))


def _address(address: cm.PostalAddress, context: cm.Context, *, clear: bool) -> str:
    parts = {
        spec.name: (str(spec.kind), getattr(address, spec.name))
        for spec in fields_of(cm.PostalAddress)
    }
    kind, full = parts.pop("full")
    if clear and full:
        return str(full)
    texts = [_shown(kind, value, context, clear=clear) for kind, value in parts.values()]
    # Of several hidden parts one is enough.
    return ", ".join(dict.fromkeys(filter(None, texts))) or _shown(kind, full, context, clear=clear)
