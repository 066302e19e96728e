"""A picture is a table, a page, a drawing and an image; none of them needs the network."""

import pytest

import custmdm as cm
from custmdm.charts import Picture
from custmdm.errors import ConfigurationError


@pytest.fixture(scope="module")
def picture(shop):
    return cm.charts.match_weights(shop[0])


def test_a_picture_has_what_it_draws_as_a_table(picture, shop):
    frame = picture.to_frame()
    assert len(frame) > 10
    assert frame["weight"].isin(shop[0].training.to_frame()["weight"]).all()
    assert picture.to_frame("polars").shape == frame.shape


def test_a_picture_is_saved_by_the_ending_of_the_file(picture, tmp_path):
    starts = {".html": b"<!DOCTYPE html>", ".svg": b"<svg", ".png": b"\x89PNG"}
    for ending, start in starts.items():
        picture.save(tmp_path / f"one{ending}")
        assert (tmp_path / f"one{ending}").read_bytes().startswith(start)
    with pytest.raises(ConfigurationError, match=r"\.pdf"):
        picture.save(tmp_path / "one.pdf")


def test_the_same_data_give_the_same_bytes(picture, shop):
    again = cm.charts.match_weights(shop[0])
    assert again.to_svg() == picture.to_svg()
    assert again.spec == picture.spec


def test_a_notebook_gets_the_drawing_and_what_else_shows_it(picture):
    bundle = picture._repr_mimebundle_()
    assert bundle["text/plain"] == "<Picture: What each comparison says>"
    assert bundle["image/svg+xml"].startswith("<svg")
    assert any(name.startswith("application/vnd.vegalite.v") for name in bundle)


@pytest.mark.slow
def test_a_page_of_a_picture_draws_offline_without_a_complaint(picture, browser, tmp_path):
    picture.save(tmp_path / "weights.html")
    browser.open(tmp_path / "weights.html")
    assert browser.run("return document.querySelectorAll('svg path').length") > 10
    assert browser.complaints() == []
    browser.screenshot("match_weights")


def test_a_picture_of_the_users_own_chart_is_in_our_look():
    import altair as alt

    chart = alt.Chart(alt.InlineData(values=[{"a": 1}])).mark_point().encode(x="a:Q")
    own = Picture("Mine", {"a": [1]}, chart)
    assert "Liberation Sans" in own.spec["config"]["font"]
