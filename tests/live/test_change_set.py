"""A change set keeps golden ids apart."""

import datetime as dt

import custmdm as cm

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def row(key, name, mail):
    return {"id": key, "name": name, "mail": mail}


def test_a_record_that_is_back_takes_no_id_that_its_old_customer_still_has():
    ann = [row(key, "Ann Lee", "ann@lee.com") for key in (1, 2, 3)]
    bob = [row(key, "Bob Ray", f"bob{key}@ray.com") for key in range(4, 9)]
    linker = cm.Linker(kinds={"name": "person_name", "mail": "email"}).fit([*ann, *bob], key="id")
    index = cm.LiveIndex(linker, [], key="id")
    walk = cm.Crosswalk({})

    def told(records, removed=()):
        nonlocal walk
        changes = index.resolve(records, walk, removed=removed, now=NOW)
        walk = changes.crosswalk(walk)
        index.apply(changes)
        return changes

    told(ann)
    (golden_id,) = set(walk.ids.values())
    told([], [cm.RecordId("table", 3)])
    # It is back, as somebody else.
    changes = told([row(3, "Cyd Fox", "cyd@fox.com")])
    assert {walk.ids[cm.RecordId("table", key)] for key in (1, 2)} == {golden_id}
    assert walk.ids[cm.RecordId("table", 3)] not in (golden_id, None)
    assert len(changes.golden) == 2
