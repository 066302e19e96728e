"""Read the tables that come with the package."""


def table(name: str) -> str:
    """Return the text of a table; imported here, for it takes long and few need it at once."""
    from importlib.resources import files

    return (files("custmdm.data") / name).read_text(encoding="utf-8")
