"""What the keys of a table weigh, so that another table is given pairs by the same measure."""

from attrs import frozen

# Weights are whole numbers of this part of a bit: sums are exact, whatever the order.
UNITS = 1024


@frozen
class KeyStatistics:
    """Hold what the best pairs of a table were chosen by.

    Attributes:
        rules: the names of the rules.
        n: how many records there were.
        max_records: a key that more records have is dropped.
        keys_a_record: for each rule, how many keys a record has on average; 0 where none is used.
        spent: for each rule, whether it is left out: nearly all its keys are shared by too many.
        cut: what a kept pair weighs at least, in parts of a bit.
    """

    rules: tuple[str, ...]
    n: int
    max_records: int
    keys_a_record: tuple[float, ...]
    spent: tuple[bool, ...]
    cut: int = 0
