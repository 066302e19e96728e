"""Always and Never name two records, by id or by text."""

import copy
import pickle

import attrs
import pytest

import custmdm as cm
from custmdm.model import Always, Never, RecordId

each_kind = pytest.mark.parametrize("kind", [Always, Never])


@each_kind
def test_a_record_is_named_by_id_or_by_text(kind):
    pair = kind("crm:17", RecordId("web", 9))
    assert (pair.left, pair.right) == (RecordId("crm", "17"), RecordId("web", 9))


@each_kind
def test_which_record_is_left_changes_nothing(kind):
    one, other = kind("crm:1", "web:2"), kind("web:2", "crm:1")
    assert one == other
    assert len({one, other}) == 1
    assert one != kind("crm:1", "web:3")


def test_keys_keep_their_type():
    assert Always("crm:1", "web:2") != Always(RecordId("crm", 1), "web:2")


def test_always_is_not_never():
    assert Always("crm:1", "web:2") != Never("crm:1", "web:2")
    assert len({Always("crm:1", "web:2"), Never("crm:1", "web:2")}) == 2
    assert Always("crm:1", "web:2") != ("crm:1", "web:2")


@each_kind
@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ("17", "web:9", "source:key"),
        ("web:9", "", "source:key"),
        (17, "web:9", "of type int"),
        ("web:9", None, "of type NoneType"),
    ],
)
def test_what_is_no_id_is_refused(kind, left, right, message):
    with pytest.raises(cm.ConfigurationError, match=message):
        kind(left, right)


def test_the_message_holds_no_value():
    with pytest.raises(cm.ConfigurationError) as caught:
        Never(b"mary@example.org", "web:9")  # type: ignore[arg-type]
    assert "mary" not in str(caught.value)


def test_a_record_is_itself():
    assert Always("crm:1", "crm:1").left == RecordId("crm", "1")
    with pytest.raises(cm.ConfigurationError, match="two records"):
        Never("crm:1", "crm:1")


@each_kind
def test_a_constraint_is_frozen_and_travels(kind):
    pair = kind("crm:1", "web:2")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        pair.left = pair.right
    assert pickle.loads(pickle.dumps(pair)) == copy.deepcopy(pair) == pair  # noqa: S301
    assert attrs.evolve(pair, right="web:3") == kind("crm:1", "web:3")


def test_users_say_it_with_cm():
    assert cm.Always is Always
    assert cm.Never is Never
