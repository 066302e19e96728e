"""The comparator of the names of persons."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from attrs import evolve, frozen

from custmdm.compare import _name_outcomes, _whole_names
from custmdm.compare._name_column import NameColumn
from custmdm.compare._name_table import NameTable
from custmdm.compare._whole_names import WholeName, whole_name
from custmdm.model import Frequencies, Outcome, Token


@frozen
class PersonNameSimilarity:
    """Compare whole names: given and family together, and swapped where that fits better.

    Both parts equal is 1, the same swapped 0.97; then equal and near 0.93, equal and initial
    0.85, equal and slightly alike 0.82, both near 0.8; one part known and equal 0.75; the family
    name alone 0.45, the given name alone 0.4; else less, down to 0. Junior and senior of one name
    are 0.82 at most. A name in Chinese characters and one in Latin letters are compared by how the
    first is read, in pinyin or Wade-Giles: 0.92 if they agree, 0.6 if the given name is an initial,
    0 if they cannot be the same. A Chinese name and one in any other script cannot be compared, nor
    can 张伟 and William Zhang, nor names of which nothing is known: 0. `outcomes` names all ways to
    agree.

    >>> from custmdm.model import PersonName
    >>> compare = PersonNameSimilarity()
    >>> compare(PersonName(given="Wei", family="Zhang"), PersonName(given="Zhang", family="Wei"))
    0.97
    >>> compare(PersonName(given="Rob", family="Allen"), PersonName(given="Robert", family="Allen"))
    0.85
    >>> compare(PersonName(given="Anna", family="Allen"), PersonName(given="Bob", family="Allen"))
    0.45
    >>> zhang = PersonName(given="三", family="张")
    >>> compare(zhang, PersonName(given="San", family="Zhang"))
    0.92
    >>> compare(zhang, PersonName(given="San", family="Li"))
    0.0
    """

    outcomes: ClassVar[tuple[Outcome, ...]] = _name_outcomes.OUTCOMES

    def __call__(self, left: Any, right: Any) -> float:
        """Return the similarity of two PersonNames."""
        return self.similarity(self.prepare(left), self.prepare(right))

    def prepare(self, value: Any) -> WholeName:
        """Return the folded parts of a PersonName."""
        return whole_name(value)

    def similarity(self, left: WholeName, right: WholeName) -> float:
        """Return the similarity of two prepared names."""
        found, _ = self.agree(left, right)
        return self.outcomes[found].similarity if found >= 0 else 0.0

    def tokens(self, value: WholeName) -> Iterable[Token]:
        """Return the given and the family name."""
        names = (("given", value.given), ("family", value.family))
        return tuple(token for token in names if token[1])

    def weigh(self, value: WholeName, frequencies: Frequencies) -> WholeName:
        """Return the name with the rarity of its parts."""
        return evolve(
            value,
            given_rarity=frequencies.rarity(("given", value.given)) if value.given else 0.0,
            family_rarity=frequencies.rarity(("family", value.family)) if value.family else 0.0,
        )

    def prepare_all(self, values: Sequence[Any]) -> NameColumn:
        """Return what `prepare` returns, for many PersonNames."""
        return NameColumn.of(values)

    def table(self, values: Sequence[WholeName]) -> NameTable:
        """Return these names ready to be compared in many pairs."""
        if isinstance(values, NameColumn):
            return NameTable(values)
        return NameTable(NameColumn.of_prepared(values))

    def agree(self, left: WholeName, right: WholeName) -> tuple[int, float]:
        """Return the outcome and the rarity of the parts that are shared."""
        return _whole_names.agree(left, right)
