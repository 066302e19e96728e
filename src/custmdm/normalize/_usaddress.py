"""American addresses by the statistical parser of the library usaddress."""

import importlib.util

from attrs import evolve, frozen

from custmdm.errors import MissingExtraError
from custmdm.model import Standardized
from custmdm.normalize._postal_address import PostalAddress
from custmdm.normalize._postcode import Postcode

_PARTS = {
    "AddressNumberPrefix": "street", "AddressNumber": "street", "AddressNumberSuffix": "street",
    "StreetNamePreModifier": "street", "StreetNamePreDirectional": "street",
    "StreetNamePreType": "street", "StreetName": "street", "StreetNamePostType": "street",
    "StreetNamePostDirectional": "street",
    "SubaddressType": "unit", "SubaddressIdentifier": "unit",
    "OccupancyType": "unit", "OccupancyIdentifier": "unit",
    "USPSBoxGroupType": "po_box", "USPSBoxGroupID": "po_box",
    "USPSBoxType": "po_box", "USPSBoxID": "po_box",
    "BuildingName": "building", "LandmarkName": "building", "Recipient": "building",
    "PlaceName": "city", "StateName": "region", "ZipCode": "postcode",
}  # fmt: skip
_KNOWN = frozenset({"Street Address", "PO Box"})


@frozen
class UsAddress:
    """Take American addresses apart with usaddress; needs ``pip install "custmdm[addresses]"``.

    It labels every word, so it gives more parts than :class:`PostalAddress`, and wrong ones among
    them. What is not American, or not to be read so, is left to that class; so are the value and
    the match key. Put it into a kind by ``attrs.evolve(kind, normalize=UsAddress())``.

    >>> answer = UsAddress().parse("Atrium Mall 640 Arthur Kill Rd Staten Island NY 10312")
    >>> answer.parts["street"], answer.parts["city"]
    ('640 Arthur Kill Rd', 'Staten Island')

    Raises:
        MissingExtraError: if usaddress is not installed.
    """

    def __attrs_post_init__(self) -> None:
        if importlib.util.find_spec("usaddress") is None:
            raise MissingExtraError(
                "UsAddress needs the library usaddress: pip install 'custmdm[addresses]'"
            )

    def __call__(self, text: str) -> str | None:
        """Return the clean address, or None where there is none."""
        return self.parse(text).value

    def parse(self, text: str) -> Standardized:
        """Return the address with the parts that usaddress tells."""
        answer = PostalAddress("US").parse(text)
        if answer.value is None or not answer.value.isascii():
            return answer
        if answer.parts.get("country", "US") != "US":
            return answer
        parts = _tagged(answer.value)
        return evolve(answer, parts=parts) if parts else answer


def _tagged(line: str) -> dict[str, str]:
    """Return the parts of an address, or none where it cannot be read."""
    import usaddress
    from probableparsing import RepeatedLabelError

    try:
        labels, form = usaddress.tag(line)
    except RepeatedLabelError:
        return {}
    if form not in _KNOWN:
        return {}
    parts: dict[str, str] = {}
    for label, words in labels.items():
        name = _PARTS.get(label)
        if name and words:
            parts[name] = f"{parts[name]} {words}" if name in parts else words
    if labels.get("AddressNumber"):
        parts["number"] = labels["AddressNumber"]
    postcode = Postcode("US").parse(parts.get("postcode", ""))
    if postcode.value and not postcode.reasons:
        parts |= {"postcode": postcode.value, "country": "US"}
    return parts
