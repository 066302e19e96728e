"""Fingerprints: of Linkers that decide alike one text, in every process; of others another."""

import functools
import os
import subprocess
import sys

import attrs
import pytest

import custmdm as cm
from custmdm import block, compare, kinds, survive

ROWS = [
    {"id": i, "name": f"{name} Lee", "mail": f"{name}@lee.com"}
    for i, name in enumerate(["Ann", "Bob", "Cyd", "Dee"])
]


def hide(text):
    return "*" * len(text)


def initial(record):
    return (record["name"][:1],)


def shorter(text, most):
    return text[:most]


@attrs.frozen
class Soundless:
    vowels: frozenset[str] = frozenset("aeiou")
    named: object = initial

    def __call__(self, left, right):
        return float(left == right)


def linker_of(**changes):
    """Return a Linker with parts of a user's own, of all sorts."""
    kind = attrs.evolve(
        kinds.get("person_name"), mask=functools.partial(shorter, most=2), normalize=str.strip
    )
    settings = {
        "kinds": {"name": kind, "mail": attrs.evolve(kinds.get("email"), mask=hide)},
        "blocking": (block.on("mail"), block.on(("name", block.words)), initial),
        "comparisons": (
            compare.Comparison("name", Soundless()),
            compare.Comparison("mail", compare.exact),
        ),
        "survivorship": {"name": survive.most_recent},
    }
    return cm.Linker(**settings | changes)


def test_a_fingerprint_is_the_same_in_every_process():
    """Whatever the addresses of functions, and the order in which sets are read."""
    here = linker_of().fingerprint
    code = "from tests.linker.test_fingerprint import linker_of; print(linker_of().fingerprint)"
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ran.stdout.strip() == here


def test_a_fitted_linker_that_is_saved_and_read_has_its_fingerprint():
    fitted = cm.Linker(kinds={"name": "person_name", "mail": "email"}).fit(ROWS, key="id")
    assert cm.Linker.from_json(fitted.to_json()).fingerprint == fitted.fingerprint
    # What training reports decides nothing.
    assert attrs.evolve(fitted, training=None).fingerprint == fitted.fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"thresholds": cm.Thresholds(match=0.9, possible=0.5)},
        {"max_block": 7},
        {"context": cm.Context(country="CN")},
        {"blocking": (block.on("mail"),)},
        {"kinds": {"name": kinds.get("person_name"), "mail": kinds.get("email")}},
        {
            "kinds": {
                "name": attrs.evolve(
                    kinds.get("person_name"),
                    mask=functools.partial(shorter, most=3),
                    normalize=str.strip,
                ),
                "mail": attrs.evolve(kinds.get("email"), mask=hide),
            }
        },
        {
            "comparisons": (
                compare.Comparison("name", Soundless(frozenset("aei"))),
                compare.Comparison("mail", compare.exact),
            )
        },
        {"survivorship": {}},
    ],
)
def test_linkers_that_decide_otherwise_have_another_fingerprint(changes):
    assert linker_of(**changes).fingerprint != linker_of().fingerprint
