"""How a value is shown without showing whose it is."""

from custmdm._text import has_han


def hidden(value: str) -> str:
    """Show nothing but that there is a value.

    >>> hidden("anything")
    '***'
    """
    del value
    return "***"


def shown(value: str) -> str:
    """Show the value as it is: it points at nobody."""
    return value


def first_letter(value: str) -> str:
    """Show the first letter of each word; of a Chinese name the first character.

    >>> first_letter("Zhang San"), first_letter("张三")
    ('Z*** S***', '张*')
    """
    if has_han(value):
        return value[:1] + "*" * min(len(value) - 1, 3)
    return " ".join(word[:1] + "***" for word in value.split())


def middle(value: str) -> str:
    """Hide the middle of a code.

    >>> middle("+8613812345678"), middle("12345")
    ('+86138****5678', '***45')
    """
    if len(value) < 10:
        return "***" + value[-2:] if len(value) > 4 else "***"
    return f"{value[:-8]}****{value[-4:]}"


def mailbox(value: str) -> str:
    """Show the first letter and the domain of an email address.

    >>> mailbox("anna.lee@gmail.com")
    'a***@gmail.com'
    """
    local, at, domain = value.partition("@")
    return f"{local[:1]}***@{domain}" if at else "***"


def year_only(value: str) -> str:
    """Show the year of a date.

    >>> year_only("1988-03-07")
    '1988-**-**'
    """
    return f"{value[:4]}-**-**"
