"""The comparator of the names of organizations."""

from attrs import frozen
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from custmdm._text import has_han
from custmdm.compare._names import NOT_COMPARABLE
from custmdm.data.legal_forms import strip_legal_form


@frozen
class OrganizationNameSimilarity:
    """Compare names of organizations by their words, in any order, without their legal form.

    Names in different scripts cannot be compared: 0.2.

    >>> compare = OrganizationNameSimilarity()
    >>> compare("Acme Widgets Inc.", "ACME Widgets") > 0.8
    True
    >>> compare("Acme Widgets", "Zenith Foods") < 0.5
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> tuple[str, str]:
        """Return the folded name without its legal form, closed up and as sorted words."""
        text = strip_legal_form(value)
        return text.replace(" ", ""), " ".join(sorted(text.split()))

    def similarity(self, left: tuple[str, str], right: tuple[str, str]) -> float:
        """Return the similarity of two prepared names."""
        if left[0] == right[0]:
            return 1.0
        if has_han(left[0]) != has_han(right[0]):
            return NOT_COMPARABLE
        ordered = JaroWinkler.similarity(left[0], right[0])
        words = fuzz.token_set_ratio(left[1], right[1]) / 100.0
        sorted_ratio = fuzz.ratio(left[1], right[1]) / 100.0
        # One name inside the other (a brand in a long name) is weaker than the same words.
        alike = min(0.99, max(sorted_ratio, 0.9 * words, ordered if ordered > 0.9 else 0.0))
        return alike if alike >= 0.5 else 0.0
