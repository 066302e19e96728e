"""Each error is one of ours, and the built-in that a caller would expect."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custmdm import errors
from custmdm.errors import did_you_mean

CLASSES = [
    (errors.ConfigurationError, ValueError),
    (errors.UnknownKindError, errors.ConfigurationError),
    (errors.MissingColumnError, errors.ConfigurationError),
    (errors.ContradictionError, ValueError),
    (errors.DuplicateKeyError, ValueError),
    (errors.UnknownRecordError, KeyError),
    (errors.LedgerError, ValueError),
    (errors.LedgerFileError, errors.LedgerError),
    (errors.IndexFileError, ValueError),
    (errors.RequestError, ValueError),
    (errors.NotAllowedError, errors.RequestError),
    (errors.NotAllowedError, PermissionError),
    (errors.ModelError, ValueError),
    (errors.NotTrainedError, RuntimeError),
    (errors.StaleVersionError, RuntimeError),
    (errors.MissingExtraError, ImportError),
]
each_error = pytest.mark.parametrize(("error", "builtin"), CLASSES)


def test_every_error_is_checked():
    known = {error.__name__ for error, _ in CLASSES} | {"UncertainResultWarning"}
    assert known | {"CustmdmError", "did_you_mean"} == set(errors.__all__)


@each_error
def test_an_error_is_one_of_ours_and_a_builtin(error, builtin):
    assert issubclass(error, errors.CustmdmError)
    assert issubclass(error, builtin)


@each_error
def test_an_error_reads_as_its_sentence(error, builtin):
    assert str(error("a sentence")) == "a sentence"
    assert str(error()) == ""


@each_error
def test_an_error_travels_between_processes(error, builtin):
    for made in (pickle.loads(pickle.dumps(error("a sentence"))), copy.copy(error("a sentence"))):  # noqa: S301
        assert (type(made), str(made)) == (error, "a sentence")


@each_error
def test_the_tree_at_the_top_of_the_file_names_each_error(error, builtin):
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize(
    ("wrong", "known", "sentence"),
    [
        ("fone", ["email", "phone"], "Did you mean 'phone'?"),
        ("email", ["emails", "e_mail"], "Did you mean 'emails' or 'e_mail'?"),
        ("zzz", ["phone", "email", "phone"], "Known: 'email', 'phone'."),
        (
            "zzz",
            [f"column {i:02}" for i in range(25)],
            "Known: " + ", ".join(f"'column {i:02}'" for i in range(20)) + ", ....",
        ),
    ],
)
def test_a_wrong_name_gets_a_suggestion(wrong, known, sentence):
    assert did_you_mean(wrong, known) == sentence


@given(st.text(), st.lists(st.text(), max_size=4), st.randoms(use_true_random=False))
def test_a_suggestion_never_hangs_on_the_order_of_the_names(wrong, known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    assert did_you_mean(wrong, shuffled) == did_you_mean(wrong, known)
