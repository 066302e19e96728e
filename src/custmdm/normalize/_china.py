"""Chinese addresses: their divisions by the official table, and what stands behind them."""

from custmdm._pattern import lazy_pattern
from custmdm.data.china import Division
from custmdm.data.han import simplified
from custmdm.model import Standardized
from custmdm.normalize._answers import invalid, suspect, valid
from custmdm.normalize._china_line import address_line
from custmdm.normalize._china_places import FULL_COUNTY, QuickPlace, place_key, place_parts
from custmdm.normalize._china_quick import AddressAnswer, at_place, plain_place, spaced_place
from custmdm.normalize._china_reading import Reading, read_line
from custmdm.normalize._china_street import street_key, street_parts

# Behind a short name: what is named after the place.
_INSTITUTION = lazy_pattern(
    "[\u4e00-\u9fff]{0,6}?(?:大学|学院|中学|小学|医院|宾馆|酒店|饭店|银行|公司|集团|机场|火车站|大厦|博物馆|图书馆|体育)"
    "|[东南西北]?站"
)
_WORD = lazy_pattern(r"[^\W_]")
_BEHIND = " ,;:/|、·-.>])"
_KEYS = 4
# Longer text is no address.
_LONGEST = 400
# Parts that a value does not hold.
_ASIDE = ("postcode", "retired")
# In Taiwan the districts of a city are not in the table.
_TAIWAN = "710000"
_DISTRICT = lazy_pattern("[\u4e00-\u9fff]{1,3}[区區]")


def chinese_address(raw: str, cleaned: str) -> Standardized:
    """Return a Chinese address with the full names of its divisions of today.

    >>> answer = chinese_address("四川成都武侯区科技路87號", "四川成都武侯区科技路87號")
    >>> answer.value, answer.match_keys
    ('四川省成都市武侯区科技路87號', ('510107|科技路87',))

    A name that fits several places is not decided:

    >>> answer = chinese_address("朝阳区建国路88号", "朝阳区建国路88号")
    >>> answer.reasons, answer.parts["candidates"]
    (('postal_address.ambiguous',), '110105 北京市朝阳区; 220104 吉林省长春市朝阳区')
    """
    first = _answer(cleaned) if len(cleaned) <= _LONGEST else None
    if first is None:
        key = street_key(cleaned)
        return valid(raw, cleaned, keys=(key,)) if key else invalid(raw, "text.no_characters")
    if first.value == cleaned or _reads_as_itself(first):
        return _standardized(raw, first)
    # Full names and street put together may read otherwise; a value must read as itself.
    value = first.value
    for _ in range(3):
        again = _answer(value) if len(value) <= _LONGEST else None
        if again is None:
            break
        if again.value == value:
            return _standardized(raw, _joined(first, again))
        value = again.value
    return valid(raw, cleaned, keys=(street_key(cleaned) or cleaned,))


def _once(place: QuickPlace, detail: str) -> str:
    """Return the street without the same divisions again."""
    again = spaced_place(simplified(detail))
    while again is not None and again[0].key == place.key and again[0].form == FULL_COUNTY:
        detail = detail[again[1] :].lstrip(_BEHIND)
        again = spaced_place(simplified(detail))
    return detail


def _reads_as_itself(answer: AddressAnswer) -> bool:
    """Say quickly whether a value is plain and begins with the very place it was made of."""
    found = plain_place(answer.value)
    if found is None or " " in answer.value:
        return False
    place, end = found
    return (
        answer.keys[0].partition("|")[0] == place.key
        and answer.value.startswith(place.full_name)
        and end == len(place.full_name)
        and answer.value[end:] == answer.parts.get("detail", "")
    )


def _joined(first: AddressAnswer, again: AddressAnswer) -> AddressAnswer:
    """Return the answer for a line whose value was read again until nothing changed."""
    if again.keys[0] == first.keys[0]:
        return first._replace(value=again.value)
    kept = {name: first.parts[name] for name in _ASIDE if name in first.parts}
    reasons = tuple(dict.fromkeys(first.reasons + again.reasons))
    return again._replace(parts=again.parts | kept, reasons=reasons)


def _standardized(raw: str, answer: AddressAnswer) -> Standardized:
    value, reasons, parts, keys = answer
    if reasons:
        return suspect(raw, value, *reasons, parts=parts, keys=keys)
    return valid(raw, value, parts=parts, keys=keys)


def _answer(cleaned: str) -> AddressAnswer | None:
    line = address_line(cleaned)
    text = line.text if _WORD.search(line.text) else cleaned
    if not _WORD.search(text):
        return None
    simple = simplified(text)
    found = spaced_place(simple)
    if found is not None:
        answer = at_place(found[0], _once(found[0], text[found[1] :].lstrip(_BEHIND)))
    else:
        reading = read_line(text, simple)
        if reading is None:
            answer = AddressAnswer(
                text, (), street_parts(text) | {"detail": text}, (street_key(text),)
            )
        elif len(reading.meant) > 1:
            answer = _undecided(text, reading)
        else:
            answer = _decided(text, simple, reading)
    if line.postcode:
        answer.parts["postcode"] = line.postcode
    if line.other and "postal_address.other_text" not in answer.reasons:
        answer = answer._replace(reasons=(*answer.reasons, "postal_address.other_text"))
    return answer


def _decided(text: str, simple: str, reading: Reading) -> AddressAnswer:
    (place,), found = reading.meant, reading.found
    detail = tail = _detail(text[reading.end :], reading)
    parts = place_parts(place)
    reasons = ["postal_address.other_text"] if reading.named else []
    if reading.districts:
        parts |= {"county": "市辖区", "adcode": place.code[:4] + "01"}
        tail = "市辖区" + detail
    district = _DISTRICT.match(detail) if place.code == _TAIWAN and place.level == 2 else None
    if district:
        parts["county"] = district.group()
        detail = detail[district.end() :].lstrip(_BEHIND)
    elif found.clash:
        reasons.append("postal_address.divisions_disagree")
        parts["candidates"] = _listed((place, *(e.division for e in found.clash)))
    elif found.short and found.level < 3 and _INSTITUTION.match(simple, found.end):
        # 西安交通大学 is in 西安, and not 西安's 交通大学.
        reasons.append("postal_address.place_in_name")
        tail = _detail(text[found.last :], reading)
    if found.retired:
        reasons.append("postal_address.retired")
        parts["retired"] = "; ".join(f"{r.name} {r.last}" for r in found.retired)
    parts |= street_parts(detail)
    if detail:
        parts["detail"] = detail
    value = place.full_name + tail
    if reading.before and not reading.apart:
        reasons.append("postal_address.text_before")
        value = text
    return AddressAnswer(value, tuple(reasons), parts, (_key(place, street_key(tail)),))


def _undecided(text: str, reading: Reading) -> AddressAnswer:
    meant = reading.meant
    shared = [p for p in meant[0].parents if all(p in d.parents for d in meant[1:])]
    above = shared[-1] if shared else None
    detail = _detail(text[reading.end :], reading)
    tail = _detail(text[reading.found.last :], reading)
    parts = place_parts(above) if above is not None else {}
    parts.pop("adcode", None)
    if len({d.name for d in meant}) == 1:
        parts["county"] = meant[0].name
    parts |= {"candidates": _listed(meant), **street_parts(detail)}
    if detail:
        parts["detail"] = detail
    value = (above.full_name if above is not None else "") + tail
    first = _key(above, street_key(tail)) if above is not None else street_key(tail)
    street = street_key(detail)
    weaker = [_key(d, street) for d in meant[:_KEYS]]
    reasons = (
        "postal_address.ambiguous",
        *(("postal_address.other_text",) if reading.named else ()),
    )
    if reading.before and not reading.apart:
        reasons, value = (*reasons, "postal_address.text_before"), text
    return AddressAnswer(value, reasons, parts, (first, *weaker))


def _detail(behind: str, reading: Reading) -> str:
    """Return the street; what stands apart before the divisions is written from the room up."""
    detail = behind.lstrip(_BEHIND)
    if reading.before and reading.apart:
        return f"{reading.before} {detail}".rstrip()
    return detail


def _listed(meant: tuple[Division, ...]) -> str:
    return "; ".join(f"{d.code} {d.full_name}" for d in meant)


def _key(place: Division, street: str) -> str:
    return f"{place_key(place)}|{street}" if street else place_key(place)
