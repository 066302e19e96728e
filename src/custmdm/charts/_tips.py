"""What a picture says of one mark when it is pointed at."""


def tips(*texts: str, **formats: str) -> list[dict[str, str]]:
    """Return the fields that are told: texts, then numbers by their format.

    >>> tips("label", weight="+.2f")[1]
    {'field': 'weight', 'type': 'quantitative', 'format': '+.2f', 'title': 'weight'}
    """
    told = [{"field": name, "type": "nominal", "title": _title(name)} for name in texts]
    return told + [
        {"field": name, "type": "quantitative", "format": form, "title": _title(name)}
        for name, form in formats.items()
    ]


def _title(name: str) -> str:
    return name.replace("_", " ")
