"""Comparators of dates, numbers, codes and emails."""

import pytest

from custmdm.compare import CodeSimilarity, DateSimilarity, EmailSimilarity, NumberSimilarity

date, number, code, email = (
    DateSimilarity(),
    NumberSimilarity(),
    CodeSimilarity(),
    EmailSimilarity(),
)


@pytest.mark.parametrize(
    ("comparator", "left", "right", "similarity"),
    [
        pytest.param(date, "1988-03-07", "1988-03-07", 1.0, id="the same date"),
        pytest.param(date, "1988-03-07", "1988-07-03", 0.9, id="day and month swapped"),
        pytest.param(date, "1988-03-07", "1988-03-08", 0.9, id="one digit off"),
        pytest.param(date, "1988-03-17", "1988-03-71", 0.9, id="two digits swapped"),
        pytest.param(date, "1988-03-07", "1988-03", 0.8, id="of lower precision, agreeing"),
        pytest.param(date, "1988-03-07", "1988", 0.8, id="the year only, agreeing"),
        pytest.param(date, "1988-03-07", "1989", 0.0, id="the year only, not agreeing"),
        pytest.param(date, "1988-03-07", "1988-03-25", 0.7, id="year and month"),
        pytest.param(date, "1988-03-07", "1988-11-07", 0.7, id="year and day"),
        pytest.param(date, "1988-03-07", "1975-03-07", 0.6, id="two digits of the year off"),
        pytest.param(date, "1988-03-07", "1980-03-17", 0.6, id="two digits off"),
        pytest.param(date, "1988-03-07", "2075-03-07", 0.5, id="month and day"),
        pytest.param(date, "1988-12-31", "1989-01-01", 0.4, id="a day apart"),
        pytest.param(date, "1988-03-07", "1988-11-25", 0.4, id="only the year"),
        pytest.param(date, "1988-03-07", "1979-04-07", 0.3, id="three digits off"),
        pytest.param(date, "1988-13-07", "1980-24-17", 0.0, id="three digits off, and no dates"),
        pytest.param(date, "1988-30-70", "1988-70-30", 0.9, id="swapped, and no dates"),
        pytest.param(date, "1988", "1989", 0.5, id="years one digit apart"),
        pytest.param(date, "1988-03", "1988-04", 0.5, id="months one digit apart"),
        pytest.param(date, "1988-03", "1989-04", 0.0, id="other months"),
        pytest.param(date, "1988-03-07", "1991-12-24", 0.0, id="another date"),
        pytest.param(date, "1988-03-07", "", 0.0, id="no date"),
        pytest.param(number, "100", "90", 0.9, id="ten percent off"),
        pytest.param(number, "100", "1e2", 1.0, id="one number in two spellings"),
        pytest.param(number, "0", "-0", 1.0, id="zero and minus zero"),
        pytest.param(number, "0", "1", 0.0, id="zero and something"),
        pytest.param(number, "5", "-5", 0.0, id="two signs"),
        pytest.param(number, "1e308", "-1e308", 0.0, id="a difference beyond all floats"),
        pytest.param(number, "inf", "1", 0.0, id="infinite"),
        pytest.param(number, "nan", "1", 0.0, id="nan and a number"),
        pytest.param(number, "1", "nan", 0.0, id="a number and nan"),
        pytest.param(number, "twelve", "12", 0.0, id="text and a number"),
        pytest.param(number, "twelve", "twelve", 1.0, id="the same text"),
        pytest.param(code, "+8613812345678", "+8613812345687", 0.9, id="digits swapped"),
        pytest.param(code, "+8613812345678", "+8613812345679", 0.9, id="one digit"),
        pytest.param(code, "+8613812345678", "+8613812345599", 0.0, id="three digits"),
        pytest.param(code, "+8613812345678", "+8613812345699", 0.6, id="two digits"),
        pytest.param(code, "62770334", "+861062770334", 0.95, id="without the area code"),
        pytest.param(code, "770334", "62770334", 0.6, id="too short an end"),
        pytest.param(code, "123", "124", 0.0, id="too short for a slip"),
        pytest.param(email, "Anna.Lee@QQ.com", "anna.lee@qq.com", 1.0, id="case"),
        pytest.param(email, "anna.lee@qq.com", "anna.lee@163.com", 0.9, id="another domain"),
        pytest.param(email, "ann@qq.com", "ann@163.com", 0.6, id="a short name, another domain"),
        pytest.param(email, "ann@qq.com", "ann@yahoo.fr", 0.5, id="a short name, quite elsewhere"),
        pytest.param(
            email, "jonathan@hotmail.com", "jonathon@hotmial.co", 0.6, id="errors in the whole"
        ),
        pytest.param(email, "anna.lee@qq.com", "anna.leigh@qq.com", 0.5, id="a name much like it"),
        pytest.param(email, "anna.lee@qq.com", "ana.lee@qq.com", 0.8, id="one letter"),
        pytest.param(email, "anna.lee@qq.com", "bob@qq.com", 0.0, id="only the domain"),
        pytest.param(email, "a@qq.com", "b@qq.com", 0.0, id="one letter of one"),
        pytest.param(email, "info", "info", 1.0, id="no address, but the same text"),
    ],
)
def test_the_similarity_of_two_values(comparator, left, right, similarity):
    assert comparator(left, right) == pytest.approx(similarity)
    assert comparator(right, left) == pytest.approx(similarity)
