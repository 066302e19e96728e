"""The page of pictures has every picture there is."""

import re
from pathlib import Path

import pytest

import custmdm as cm

FOLDER = Path(__file__).parents[2] / "docs" / "howto"
PAGE = (FOLDER / "see.md").read_text(encoding="utf-8")
DRAWN = [
    name for name in cm.charts.__all__ if name.islower() and name not in ("label", "report")
]  # they write a file: no picture
LEADS = ("Useful for", "What it shows", "How to read it", "What to do")


def test_every_picture_has_a_section_with_a_call_and_a_drawing():
    calls = re.findall(r"picture = cm\.charts\.(\w+)\(", PAGE)
    images = re.findall(r"\(pictures/(\w+)\.svg\)", PAGE)
    assert sorted(calls) == sorted(DRAWN)
    assert images == calls
    assert {path.stem for path in (FOLDER / "pictures").iterdir()} == set(images)


@pytest.mark.parametrize("lead", LEADS)
def test_every_section_says_what_a_picture_is_for_and_what_to_do(lead):
    assert PAGE.count(f"\n{lead}\n: ") == len(DRAWN)


def test_drawings_are_small_and_load_nothing():
    for path in (FOLDER / "pictures").iterdir():
        text = path.read_text(encoding="utf-8")
        assert len(text) < 100_000, path.name
        assert not re.search(r"<script|<image|href=|url\(http", text), path.name
