"""A customer, and what is in the form of a page."""

from html.parser import HTMLParser

ANN = {
    "name": "Ann Lee",
    "phone": "+1 415 555 0101",
    "email": "ann@lee.com",
    "birth_date": "1961-02-11",
}


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.select = {}, None

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        kind, name = said.get("type"), said.get("name")
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in said:
            self.found.setdefault(self.select, []).append(said.get("value", ""))
        elif tag == "input" and name and name != "csrfmiddlewaretoken":
            is_choice = kind in ("radio", "checkbox", "submit")
            if is_choice and "checked" not in said:
                return
            self.found.setdefault(name, []).append(said.get("value", ""))


def fields_in(page):
    """Return what a browser would send of the forms of a page, without its buttons."""
    parser = _Fields()
    parser.feed(page)
    return parser.found
