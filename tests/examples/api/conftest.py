"""The application on a host of its own, for each test."""

import pytest

from tests.examples.worlds import NOW, SECRET, linker

EVERY = ("customers:check", "customers:write", "customers:unmasked")
# What the scopes of each token are; of which tenant, and whose it is.
TOKENS = {
    "all": ("jo", "main", EVERY),
    "other-person": ("li", "main", EVERY),
    "masked": ("al", "main", EVERY[:2]),
    "check": ("al", "main", EVERY[:1]),
    "write": ("al", "main", EVERY[1:2]),
    "other-tenant": ("jo", "other", EVERY),
    "no-tenant": ("jo", "gone", EVERY),
}


class Client:
    """Ask the application as a browser would."""

    def __init__(self, app):
        from starlette.testclient import TestClient

        # An error of the server's own is an answer as well.
        self.http = TestClient(app, raise_server_exceptions=False, follow_redirects=False)

    def ask(self, method, path, by="all", key=None, language=None, **sent):
        headers = {"Authorization": f"Bearer {by}"} if by else {}
        headers |= {"Idempotency-Key": key} if key else {}
        headers |= {"Accept-Language": language} if language else {}
        headers |= sent.pop("headers", {})
        return self.http.request(method, path, headers=headers, **sent)

    def check(self, customer, by="all", language=None, **more):
        sent = {"customer": customer, **more}
        answer = self.ask("POST", "/v1/customers/check", by, language=language, json=sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def save(self, record, customer, by="all", key="form-1", **more):
        sent = {"customer": customer, **more}
        return self.ask("PUT", f"/v1/records/{record}", by, key, json=sent)

    def saved(self, record, customer, key="", **more):
        answer = self.save(record, customer, key=key or f"first-of-{record}", **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def remove(self, record, by="all", key="gone-1"):
        return self.ask("DELETE", f"/v1/records/{record}", by, key)

    def read(self, golden_id, by="all"):
        return self.ask("GET", f"/v1/customers/{golden_id}", by)


@pytest.fixture
def clock():
    """Return the time as a list of one: a test may move it."""
    return [NOW]


@pytest.fixture
def hosts(engine):
    from examples.crm_sqlalchemy import Host

    return {name: Host(engine, linker(), SECRET, tenant=name) for name in ("main", "other")}


@pytest.fixture
def host(hosts):
    return hosts["main"]


@pytest.fixture
def client(hosts, clock):
    from examples.fastapi_app import Caller, create_app

    callers = {
        token: Caller(name, tenant, frozenset(scopes))
        for token, (name, tenant, scopes) in TOKENS.items()
    }
    return Client(create_app(hosts.get, callers.get, lambda: clock[0]))
