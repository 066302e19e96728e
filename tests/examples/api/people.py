"""People as a form sends them."""

ANN = {
    "name": {"given": "Ann", "family": "Lee"},
    "birth_date": "1961-02-11",
    "phones": ["(415) 555-0101"],
    "emails": ["ann.lee@mail.com"],
}
BOB = {
    "name": {"full": "Bob Ray"},
    "birth_date": "1970-03-12",
    "phones": ["415 555 0102"],
    "gender": "M",
    "employer": "Acme Rockets Inc.",
    "addresses": [{"street": "17 Harbour Lane", "city": "York", "postcode": "YO1 7HH"}],
    "accounts": ["wechat:bobray1970xyz"],
}
WEI = {
    "name": {"full": "王小明"},
    "birth_date": "1988年3月7日",
    "phones": ["+86 138 1234 5678"],
    "emails": ["xiaoming@example.cn"],
    "addresses": [{"full": "北京市朝阳区建国路88号", "country": "CN"}],
    "identifiers": ["11010519491231002X"],
}


def form_of(person):
    """Return a typed person as a form sends it."""
    from examples.crm_sqlalchemy.rows import person_to_plain

    return person_to_plain(person)
