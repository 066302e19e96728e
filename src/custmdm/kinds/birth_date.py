"""The day a person was born."""

from custmdm.block import digits, month_day, year
from custmdm.compare import DateSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import year_only
from custmdm.normalize import Date
from custmdm.validate import plausible_birth_date

birth_date = Kind(
    name="birth_date",
    # Two digits are a year up to 2025: nobody is born in a later century.
    normalize=Date(first_year=1926),
    validators=(plausible_birth_date,),
    comparator=DateSimilarity(),
    levels=(1.0, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3),
    keys=(None,),
    joint_keys=(digits, year, month_day),
    mask=year_only,
    in_household=0.04,
)
