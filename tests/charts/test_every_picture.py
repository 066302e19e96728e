"""Every public function of charts says at once what it needs, and loads nothing."""

import inspect
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

import custmdm as cm
from custmdm.datasets import sample

FUNCTIONS = [name for name in cm.charts.__all__ if inspect.isfunction(getattr(cm.charts, name))]
# Each is called with None for a result, a Linker or a plan: it would fall over that.
WITHOUT = """
import inspect, json, sys
for module in ("altair", "anywidget", "vl_convert"):
    sys.modules[module] = None
import custmdm as cm
said = {}
for name in sys.argv[1:]:
    one = getattr(cm.charts, name)
    needed = [p for p in inspect.signature(one).parameters.values() if p.default is p.empty]
    try:
        one(*[None] * len(needed))
    except Exception as error:
        said[name] = type(error).__name__, str(error)
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def said_without():
    """Return what each function raises where the extra is not installed, from one process."""
    command = [sys.executable, "-c", WITHOUT, *FUNCTIONS]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_without_the_extra_it_says_what_to_install_before_it_does_anything(said_without, name):
    error, message = said_without[name]
    assert error == "MissingExtraError"
    assert 'pip install "custmdm[charts]"' in message


@pytest.fixture(scope="module")
def pictures(shop):
    """Return every picture, drawn of the shop, by the name of its function."""
    linker, result = shop
    one, other, *_ = max(result.clusters, key=lambda c: len(c.members)).members
    charts = cm.charts
    return {
        "blocking_budget": charts.blocking_budget(linker.plan(sample().shop, key="account")),
        "cluster": charts.cluster(result, one),
        "compare_models": charts.compare_models(linker, linker),
        "compare_runs": charts.compare_runs(result, result.at(cm.Thresholds(match=0.99))),
        "lineage": charts.lineage(result, one),
        "match_weights": charts.match_weights(linker),
        "precision_recall": charts.precision_recall(result, truth=sample().truth),
        "quality": charts.quality(result),
        "score_distribution": charts.score_distribution(result),
        "threshold_explorer": charts.threshold_explorer(result),
        "training": charts.training(linker),
        "training_path": charts.training_path(linker),
        "unlinkables": charts.unlinkables(result),
        "waterfall": charts.waterfall(result.explain(one, other)),
    }


def test_every_picture_is_tried_here(pictures):
    assert set(pictures) == set(FUNCTIONS) - {"label", "report"}


def test_no_drawing_takes_its_data_from_an_address(pictures):
    for name, picture in pictures.items():
        written = json.dumps(picture.spec)
        assert '"url"' not in written, name
        assert set(re.findall(r"https?://[\w.]+", written)) == {"https://vega.github.io"}, name


class Loaded(HTMLParser):
    """Collect what a browser would load for a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self._in_style = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self._in_style = tag == "style"
        self.found += [
            value for key, value in attrs
            if key in ("src", "srcset", "href", "data", "poster", "action")
        ]  # fmt: skip

    def handle_data(self, data):
        if self._in_style:
            self.found += re.findall(r"url\([^)]*\)|@import[^;]*", data)


def test_the_page_around_a_drawing_loads_nothing(pictures):
    assert Loaded(pictures["quality"].to_html()).found == []
    loads = '<img src="http://a.b/c"><style>@import "d"; p {background: url(http://e.f)}</style>'
    assert len(Loaded(loads).found) == 3, "what would be loaded is noticed"
