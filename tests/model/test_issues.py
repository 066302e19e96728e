"""An issue is data; its text is rendered when somebody reads it."""

import pytest

from custmdm.model import Issue, RecordId, Severity


@pytest.mark.parametrize(
    ("issue", "locale", "text"),
    [
        (
            Issue(path="phones", code="phone.too_short"),
            "en",
            "phones: has too few digits for a phone number",
        ),
        (Issue(path="phones", code="phone.too_short"), "zh-Hans", "phones：电话号码位数不足"),
        (
            Issue(path="name", code="value.wrong_type", params={"type": "list"}),
            "en",
            "name: holds a value of type list, text was expected",
        ),
        (Issue(path="card", code="card.unknown"), "en", "card: card.unknown"),
        (Issue(path="card", code="card.unknown"), "zh", "card：card.unknown"),
    ],
)
def test_the_text_of_an_issue(issue, locale, text):
    assert issue.text(locale) == text


def test_an_issue_knows_its_place_where_it_is_known():
    issue = Issue(path="phones", code="phone.too_short", record=RecordId("crm", 1), row=3)
    assert (issue.severity, str(issue.record), issue.row) == (Severity.WARNING, "crm:1", 3)
