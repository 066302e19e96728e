"""Changes laid over a map are the changed map, and what is under them stays."""

from hypothesis import given
from hypothesis import strategies as st

from custmdm.ledger._fold import Layer

maps = st.dictionaries(st.sampled_from("abcd"), st.integers(), max_size=4)


@given(maps, st.lists(st.tuples(st.sampled_from("abcde"), st.none() | st.integers()), max_size=8))
def test_a_layer_is_the_changed_map_and_leaves_the_other(under, changes):
    layer, changed, before = Layer(under), dict(under), dict(under)
    for key, value in changes:
        if value is not None:
            layer[key] = changed[key] = value
        elif key in changed:
            del layer[key], changed[key]
        assert (dict(layer), len(layer)) == (changed, len(changed))
        assert [layer.get(key) for key in "abcde"] == [changed.get(key) for key in "abcde"]
    assert under == before
