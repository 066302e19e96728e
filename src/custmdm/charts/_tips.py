"""What a picture says of one mark when it is pointed at."""

from collections.abc import Mapping


def tips(*texts: str, titles: Mapping[str, str] = {}, **formats: str) -> list[dict[str, str]]:
    """Return the fields that are told: texts, then numbers by their format.

    >>> tips("label", weight="+.2f")[1]
    {'field': 'weight', 'type': 'quantitative', 'format': '+.2f', 'title': 'weight'}

    Args:
        texts: the fields that are texts.
        titles: what a field is called, where its own name does not say enough.
        formats: the format of each field that is a number.
    """

    def title(name: str) -> str:
        return titles.get(name, name.replace("_", " "))

    told = [{"field": name, "type": "nominal", "title": title(name)} for name in texts]
    return told + [
        {"field": name, "type": "quantitative", "format": form, "title": title(name)}
        for name, form in formats.items()
    ]
