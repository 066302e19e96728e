"""Labelling: which pairs are asked about, what is saved, and what starting again changes."""

import csv
import io
import tempfile
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.csv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import custmdm as cm
from custmdm._labels import read_labels
from custmdm.charts import label
from custmdm.charts._label_file import LabelFile, check_name
from custmdm.data.label_words import LABEL_WORDS
from custmdm.datasets import sample
from custmdm.errors import ConfigurationError, MissingColumnError, UnknownRecordError

KINDS = {"name": "person_name", "phone": "phone"}
NAMES = "Ann Lee", "Lee, Ann", "Anna Lee", "Bob Ray", "Bob Rae", "Bo Ray"
ROWS = [{"id": i, "name": name, "phone": f"+1 415 555 01{i:02}"} for i, name in enumerate(NAMES)]
ANSWERS = st.lists(st.sampled_from([True, False, None, "undo", "again"]), max_size=25)


@pytest.fixture(scope="module")
def result():
    return cm.resolve(ROWS, key="id", source="crm", kinds=KINDS)


PAIRS = [("crm:0", "crm:1"), ("crm:0", "crm:2"), ("crm:3", "crm:4"), ("crm:4", "crm:5")]


def view_of(asked):
    return asked._reply({"press": None, "at": None})


def at_of(asked):
    return view_of(asked)["at"]


def rows_of(path):
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- which pairs ------------------------------------------------------------------------------


def test_those_that_teach_the_most_are_asked_about(shop, tmp_path):
    asked = label(shop[1], 20, path=tmp_path / "labels.csv")
    assert asked.pairs == tuple((link.left, link.right) for link in shop[1].uncertain_pairs(20))


@pytest.mark.parametrize("answered", [0, 1, 7, 19, 20])
def test_the_same_call_again_asks_about_the_same_pairs(answered, shop, tmp_path):
    path = tmp_path / "labels.csv"
    first = label(shop[1], 20, path=path)
    for _ in range(answered):
        first.answer(None)
    again = label(shop[1], 20, path=path)
    assert again.pairs == first.pairs
    assert (again.done, again.pair) == (first.done, first.pair)


def test_the_next_round_asks_about_others(shop, tmp_path):
    path, (linker, result) = tmp_path / "labels.csv", shop
    asked = label(result, 5, path=path)
    truth = sample().truth
    while pair := asked.pair:
        asked.answer(truth[str(pair[0])] == truth[str(pair[1])])
    table = {"key": "account", "source": "shop", "updated_at": "updated"}
    _, result = linker.fit_resolve(sample().shop, labels=asked.labels, **table)
    more = label(result, 9, path=path)
    assert more.pairs[:5] == asked.pairs
    assert more.done == 5
    assert len(set(more.pairs)) == 9


def test_a_plan_is_labelled_in_its_order_and_measured_with_the_file(shop, tmp_path):
    plan = cm.evaluate.sampling_plan(shop[1], 30)
    truth = sample().truth
    asked = label(shop[1], pairs=plan, path=tmp_path / "plan.csv")
    assert asked.pairs == tuple((pair.left, pair.right) for pair in plan.pairs)
    said = {}
    while pair := asked.pair:
        said[pair] = truth[str(pair[0])] == truth[str(pair[1])]
        asked.answer(said[pair])
    measured = cm.evaluate.from_labels(plan, rows_of(asked.path))
    assert measured == cm.evaluate.from_labels(plan, said)


def test_links_and_any_pairs_can_be_asked_about(shop, result, tmp_path):
    links = shop[1].uncertain_pairs(3)
    asked = label(shop[1], pairs=links, path=tmp_path / "a.csv")
    assert asked.pairs == tuple((link.left, link.right) for link in links)
    ids = tuple((result.find(left), result.find(right)) for left, right in PAIRS)
    for pairs in (PAIRS, ids, dict.fromkeys(PAIRS, None), [*PAIRS, PAIRS[0], PAIRS[1][::-1]]):
        assert label(result, pairs=pairs, path=tmp_path / "a.csv").pairs == ids
    assert label(result, pairs=[], path=tmp_path / "a.csv").pair is None


@pytest.mark.parametrize(
    ("more", "error", "told"),
    [
        ({"pairs": [("crm:0", "crm:99")]}, UnknownRecordError, "crm:99"),
        ({"pairs": [("crm:0", "crm:0")]}, ConfigurationError, "crm:0 and crm:0 are not two"),
        ({"pairs": ["crm:0"]}, ConfigurationError, "left, right"),
        ({"n": 0}, ConfigurationError, "n=0"),
        ({"path": "no/such/labels.csv"}, ConfigurationError, "no folder 'no/such'"),
    ],
)
def test_what_cannot_be_asked_about_is_said_at_once(more, error, told, result):
    with pytest.raises(error, match=told):
        label(result, **more)


# -- the file ---------------------------------------------------------------------------------


def test_each_answer_is_in_the_file_at_once(result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv")
    assert not asked.path.exists()
    for same, written in (
        (True, b"crm:0,crm:1,1"),
        (False, b"crm:0,crm:2,0"),
        (None, b"crm:3,crm:4,"),
    ):
        asked.answer(same)
        assert asked.path.read_bytes().endswith(written + b"\r\n")
    assert asked.undo()
    assert asked.path.read_bytes() == b"left,right,same\r\ncrm:0,crm:1,1\r\ncrm:0,crm:2,0\r\n"


@given(acts=ANSWERS)
def test_starting_again_and_taking_back_end_in_the_labels_of_one_go(acts, result):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labels.csv"
        asked, expected = label(result, pairs=PAIRS, path=path), []
        for act in acts:
            if act == "undo":
                assert asked.undo() == bool(expected)
                expected = expected[:-1]
            elif act == "again":
                asked = label(result, pairs=PAIRS, path=path)
            elif len(expected) < len(PAIRS):
                asked.answer(act)
                expected.append(act)
            else:
                with pytest.raises(ConfigurationError, match="undo"):
                    asked.answer(act)
        assert asked.done == len(expected)
        assert [tuple(one) for one in asked.labels] == [
            (*pair, same) for pair, same in zip(PAIRS, expected, strict=False)
        ]
        one_go = label(result, pairs=PAIRS, path=Path(folder) / "other.csv")
        for same in expected:
            one_go.answer(same)
        assert not expected or one_go.path.read_bytes() == path.read_bytes()


RECORDS = st.text(max_size=8).map("crm:{}".format)


@given(
    rows=st.lists(
        st.tuples(RECORDS, RECORDS, st.sampled_from([True, False, None])),
        min_size=1, max_size=6,
    )
)  # fmt: skip
@settings(deadline=None)
def test_a_record_of_any_name_comes_back_and_none_starts_a_formula(rows):
    with tempfile.TemporaryDirectory() as folder:
        file = LabelFile(Path(folder) / "labels.csv")
        for row in rows:
            file.append(*row)
        assert [tuple(one) for one in file.read()] == rows
        file.drop_last()
        assert [tuple(one) for one in file.read()] == rows[:-1]
        text = file.path.read_bytes().decode("utf-8", "surrogatepass")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("source", ["=cmd", "+1", "-x", "@x", "\tx"])
def test_a_source_that_starts_a_formula_is_refused(source, tmp_path):
    with pytest.raises(ConfigurationError, match="formula"):
        check_name(f"{source}:1")
    ids = [cm.RecordId(source, key) for key in (1, 2)]
    people = [cm.Record(one, cm.Person(name=cm.PersonName(full="Ann Lee"))) for one in ids]
    with pytest.raises(ConfigurationError, match="formula"):
        label(cm.resolve(people), pairs=[ids], path=tmp_path / "labels.csv")
    people = [
        cm.Record(cm.RecordId("crm", f"{source}{i}"), one.data) for i, one in enumerate(people)
    ]
    asked = label(cm.resolve(people), pairs=[[one.id for one in people]], path=tmp_path / "a.csv")
    asked.answer(True)
    assert asked.labels[0][:2] == tuple(str(one.id) for one in people)


@pytest.mark.parametrize("cut", range(1, 15))
def test_a_line_that_a_crash_cut_off_is_asked_about_again(cut, result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv")
    asked.answer(True)
    asked.answer(False)
    whole = asked.path.read_bytes()
    asked.path.write_bytes(whole[:-cut])
    assert asked.pair == asked.pairs[1]
    asked.answer(False)
    assert asked.path.read_bytes() == whole


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("name,phone\r\nAnnabel,1\r\n", MissingColumnError, "left"),
        ("Annabel", ConfigurationError, "first line"),
        ('left,right,same\r\n"Annabel,b,1\r\na,c,1\r\na,d,1\r\n', ConfigurationError, "quote"),
        ("left,right,same\r\nAnnabel,2\r\n", ConfigurationError, "lacks a cell"),
        ("left,right,same\r\na:1,a:2,maybe Annabel\r\n", ConfigurationError, "true or false"),
        ("left,right,same\r\na\udcff,b,1\r\n", ConfigurationError, "CSV"),
    ],
)
def test_a_file_of_something_else_is_refused_and_left_alone(text, error, told, result, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(error, match=told) as raised:
        label(result, pairs=PAIRS, path=path)
    assert "Annabel" not in str(raised.value)
    assert path.read_bytes() == text.encode("utf-8", "surrogateescape")


def test_a_file_that_others_wrote_into_keeps_what_they_said(result, tmp_path):
    path = tmp_path / "labels.csv"
    text = "\ufeffby,same,right,left\nMia,TRUE,crm:0,crm:1\n\nMia,,web:1,web:2\n"
    path.write_text(text, encoding="utf-8", newline="")
    asked = label(result, pairs=PAIRS, path=path)
    assert asked.done == 1
    assert not asked.undo(), "the last answer is of a pair that is not asked about here"
    asked.answer(False)
    assert path.read_text(encoding="utf-8") == text + ",0,crm:2,crm:0\n"
    assert asked.labels[-1] == ("crm:0", "crm:2", False)
    assert asked.undo()
    assert path.read_bytes() == text.encode()


READERS = {
    "csv": rows_of,
    "pandas": pd.read_csv,
    "polars": pl.read_csv,
    "pyarrow": pyarrow.csv.read_csv,
    "duckdb": lambda path: duckdb.read_csv(str(path)),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("answers", [(True, False, None, True), (True, False), (None,)])
def test_labels_are_read_from_the_file_as_any_library_reads_it(reader, answers, result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv")
    for same in answers:
        asked.answer(same)
    assert tuple(read_labels(READERS[reader](asked.path))) == asked.labels
    assert [same for *_, same in asked.labels] == [*answers]


def test_a_fit_takes_the_file_as_it_is(result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv")
    said = dict(zip(asked.pairs, (True, False, None, True), strict=True))
    for same in said.values():
        asked.answer(same)
    linker, table = cm.Linker(kinds=KINDS), {"key": "id", "source": "crm"}
    fitted = linker.fit(ROWS, labels=rows_of(asked.path), **table)
    assert fitted == linker.fit(ROWS, labels=said, **table)
    assert fitted != linker.fit(ROWS, **table)


def test_a_name_of_two_records_is_refused(tmp_path):
    ids = [cm.RecordId("crm", key) for key in (1, "1", 2)]
    people = [cm.Record(one, cm.Person(name=cm.PersonName(full="Ann Lee"))) for one in ids]
    with pytest.raises(ConfigurationError, match="crm:1 names 2 records"):
        label(cm.resolve(people), pairs=[(ids[0], ids[2])], path=tmp_path / "labels.csv")


# -- what is shown ----------------------------------------------------------------------------


def test_values_are_masked_and_the_score_is_hidden_unless_asked(result, tmp_path):
    def shown(**how):
        asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv", **how)
        return str(view_of(asked)["fields"])

    assert "Ann Lee" not in shown()
    assert "Ann Lee" in shown(masked=False)
    assert "bits" not in shown(masked=False)
    assert "bits'" in shown(blind=False)
    assert "比特'" in shown(blind=False, locale="zh-CN")


def test_a_labeller_shows_no_value_in_its_repr(result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv", masked=False)
    assert repr(asked) == "<Labeller: 4 pairs>"


def test_what_is_pressed_twice_answers_once(result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv")
    at = asked._reply({"press": None, "at": None})["at"]
    for _ in range(2):
        view = asked._reply({"press": "same", "at": at})
    assert (asked.done, view["done"], view["at"]) == (1, 1, ["crm:0", "crm:2"])
    for _ in range(2):
        asked._reply({"press": "back", "at": view["at"]})
    assert asked.done == 0


def test_every_button_does_what_it_says(result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv")
    for press in ("same", "different", "unsure", "back", "unsure", "other", None, "different"):
        view = asked._reply({"press": press, "at": at_of(asked)})
    assert [same for _, _, same in asked.labels] == [True, False, None, False]
    assert view["words"]["finished"] == "All pairs have an answer (4)."
    assert view["fields"] == []
    asked._reply({"press": "same", "at": []})
    assert asked.done == 4
    assert asked._reply({"press": "back", "at": []})["at"] == ["crm:4", "crm:5"]


def test_what_cannot_be_saved_or_read_is_told_and_can_be_pressed_again(result, tmp_path):
    (tmp_path / "gone").mkdir()
    asked = label(result, pairs=PAIRS, path=tmp_path / "gone" / "labels.csv")
    (tmp_path / "gone").rmdir()
    press = {"press": "same", "at": at_of(asked)}
    assert [*asked._reply(press)] == ["error"]
    (tmp_path / "gone").mkdir()
    asked.path.write_bytes(b"left;right;same\r\n")
    assert "no column 'left'" in asked._reply(press)["error"]
    asked.path.unlink()
    assert asked._reply(press)["done"] == 1


def test_an_empty_result_has_nothing_to_ask(tmp_path):
    for rows in ([], ROWS[:1]):
        result = cm.resolve(rows, key="id", kinds=KINDS)
        view = view_of(label(result, path=tmp_path / "labels.csv"))
        assert view["words"]["finished"] == "There is no pair to ask about."


def test_a_very_long_value_is_cut(tmp_path):
    rows = [{"id": i, "note": "很" * 5000} for i in range(2)]
    result = cm.resolve(rows, key="id", source="crm", kinds={"note": "text"})
    asked = label(result, pairs=[("crm:0", "crm:1")], path=tmp_path / "labels.csv", masked=False)
    (field,) = view_of(asked)["fields"]
    assert field["left"] == ["很" * 2000 + " …"]


def test_all_words_are_there_in_both_languages():
    fields = {
        code: {w: set(t.split("{")[1:]) for w, t in words.items()}
        for code, words in LABEL_WORDS.items()
    }
    for code, words in LABEL_WORDS.items():
        assert set(words) == {"en", "zh"}
        parts = [{part.split("}")[0] for part in text} for text in fields[code].values()]
        assert parts[0] == parts[1], code


def test_a_notebook_gets_the_widget_and_no_value_as_its_state(result, tmp_path):
    asked = label(result, pairs=PAIRS, path=tmp_path / "labels.csv", masked=False)
    data, _ = asked._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == repr(asked)
    assert asked._repr_mimebundle_()[0] == data, "shown twice it is one widget"
    state = {k: v for k, v in asked._widget.get_state().items() if k not in ("_esm", "_css")}
    assert "Ann" not in str(state)
