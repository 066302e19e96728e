"""Who gets the mail: one key for the spellings of one mailbox; fillers; mailboxes of many."""

from collections.abc import Iterator

from custmdm.data.email_domains import providers

_FILLERS = frozenset(
    """
    noemail no-email no_email no.email noemailaddress nomail no-mail no_mail none null nil na
    n/a n.a no nobody nowhere notprovided not.provided notavailable unknown noreply no-reply
    no_reply no.reply donotreply do-not-reply do_not_reply donotemail fake dummy asdf asdfg
    asdfgh asdfasdf qwer qwerty qwert zxcv xxx aaa abcd abc123 123 1234 12345 123456 1234567
    12345678 123456789 1234567890 123123 123321 meiyou 无 没有
    """.split()
)
# Also with a number behind it.
_TRIALS = frozenset({"test", "testing", "tester", "testuser", "test.user", "testtest", "ceshi"})
_DOMAINS = frozenset(
    """
    noemail.com noemail.net noemail.org no-email.com nomail.com nomail.net no-mail.com none.com
    noemailaddress.com notprovided.com noaddress.com donotemail.com unknown.com nowhere.com
    noreply.com
    """.split()
)
# Domains that stand for others in books; there these local parts stand for others too.
_BOOKS = frozenset({"example.com", "example.net", "example.org"})
_IN_BOOKS = frozenset(
    """
    user username someone somebody you your yourname your.name youremail your.email name email
    mail example sample customer firstname.lastname first.last john.doe jane.doe johndoe janedoe
    john jane
    """.split()
)
_ROLES = frozenset(
    """
    abuse account accounting accounts admin administrator billing booking bookings career
    careers contact contacts contactus customercare customerservice customersupport enquiries
    enquiry export feedback finance ftp hello help helpdesk hostmaster hr info information
    inquiries inquiry invoice invoices it jobs kefu legal mail mailbox manager marketing media
    news newsletter noc office order orders orderservice payments postmaster pr press privacy
    procurement purchase purchasing reception recruitment reservation reservations root sales
    secretary security service services shop staff subscribe support team usenet uucp webmaster
    welcome www kontakt buero rechnung verkauf vertrieb contacto ventas contato vendas
    commercial comercial
    """.split()
)
_DIGITS = "0123456789"


def mailbox(local: str, domain: str) -> str:
    """Return who gets the mail: the address without case and what its provider ignores.

    >>> mailbox("Anna.Lee+shop", "googlemail.com"), mailbox("Anna.Lee+shop", "qq.com")
    ('annalee@gmail.com', 'anna.lee+shop@qq.com')
    """
    local, domain = local.casefold(), domain.casefold()
    provider = providers().get(domain)
    if provider is not None:
        local = local.partition(provider.tag)[0] or local
        domain = provider.domain
        if not provider.dots:
            local = local.replace(".", "") or local
    return f"{local}@{domain}"


def is_role(local: str) -> bool:
    """Say whether a local part is that of a mailbox which several people read.

    >>> is_role("sales"), is_role("anna")
    (True, False)
    """
    return local in _ROLES


def filler_words() -> Iterator[str]:
    """Yield what local parts that :func:`is_filler` may say yes to begin with.

    Beside those of one letter only, and those in the domains that are told by themselves.
    """
    yield from _FILLERS
    yield from _TRIALS


def role_words() -> Iterator[str]:
    """Yield the local parts that :func:`is_role` says yes to."""
    yield from _ROLES


def is_filler_domain(domain: str) -> bool:
    """Say whether a domain in small letters makes any address a filler."""
    return domain in _DOMAINS


def is_book_domain(domain: str) -> bool:
    """Say whether a domain in small letters stands for others in books.

    >>> is_book_domain("example.com"), is_filler_domain("noemail.com")
    (True, True)
    """
    return domain in _BOOKS


def is_filler(local: str, domain: str) -> bool:
    """Say whether an address in small letters was only typed to fill the field.

    >>> is_filler("noemail", "qq.com"), is_filler("test2", "qq.com"), is_filler("a", "a.com")
    (True, True, True)
    >>> is_filler("john.doe", "example.com"), is_filler("john.doe", "qq.com")
    (True, False)
    """
    if local in _FILLERS or domain in _DOMAINS or local.rstrip(_DIGITS) in _TRIALS:
        return True
    if local == local[0] * len(local):
        return len(local) >= 4 or domain.startswith(f"{local}.")
    return domain in _BOOKS and local in _IN_BOOKS
