"""The comparator of the names of organizations."""

from attrs import frozen

from custmdm.compare._bags import Bag, BagSimilarity, bag
from custmdm.data.legal_forms import strip_legal_form


@frozen
class OrganizationNameSimilarity(BagSimilarity):
    """Compare names of organizations by their words, in any order, without their legal form.

    Graded as by `TokenSimilarity`. Names whose numbers contradict are half as much alike. A name in
    Chinese characters and one without cannot be compared: 0. Where frequencies are known, rare
    words count more.

    >>> compare = OrganizationNameSimilarity()
    >>> compare("Acme Widgets Inc.", "ACME Widgets")
    1.0
    >>> compare("Acme Widgets", "Zenith Foods") < 0.3
    True
    """

    def __call__(self, left: str, right: str) -> float:
        """Return the similarity."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: str) -> Bag:
        """Return the words of the folded name without its legal form."""
        return bag(strip_legal_form(value).split())
