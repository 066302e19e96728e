"""Altair, where it is installed, and how our pictures look."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from custmdm.errors import MissingExtraError

# Okabe and Ito (2008), Color Universal Design: told apart by readers who see fewer colours.
BLUE, ORANGE, GREEN, RED, SKY, PINK, YELLOW = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442",
)  # fmt: skip
GREY, INK = "#8A8A8A", "#333333"

# How wide a picture of one column is.
WIDTH = 460

# What there is of these on the reader's machine, Chinese ones behind the Latin ones. The first are
# as wide as each other: what was measured with one of them and is shown with another stays whole.
FONTS = (
    "Arial, 'Liberation Sans', Helvetica, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', "
    "'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
)
_LOOK: Mapping[str, Any] = {
    "font": FONTS,
    "background": "white",
    "range": {"category": [BLUE, ORANGE, GREEN, RED, SKY, PINK, YELLOW]},
    "title": {"anchor": "start", "fontSize": 15, "subtitleColor": INK, "offset": 12},
    "axis": {"labelLimit": 260, "titleColor": INK, "labelColor": INK, "gridColor": "#E6E6E6"},
    "legend": {"labelLimit": 260},
    "view": {"stroke": None},
    "mark": {"tooltip": True},
}


def of_extra(name: str, who: str = "pictures need") -> Any:
    """Return a module of the extra "charts".

    Raises:
        MissingExtraError: if it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(
            f'{who} the extra "charts": pip install "custmdm[charts]"'
        ) from error


def altair() -> Any:
    """Return the module altair."""
    return of_extra("altair")


def vl_convert() -> Any:
    """Return the module vl_convert, which draws without a browser."""
    return of_extra("vl_convert")


def dressed(chart: Any) -> Any:
    """Return a chart in our look: the settings of the user's own charts stay as they are."""
    return chart.configure(**_LOOK)


def nothing(text: str, *, width: int = WIDTH) -> Any:
    """Return a drawing that says why there is nothing to draw."""
    alt = altair()
    data = alt.InlineData(values=[{"text": text}])
    return alt.Chart(data, width=width, height=60).mark_text(color=INK).encode(text="text:N")


def line_key(**more: Any) -> Any:
    """Return a legend in which lines are long enough to show their dashes."""
    how = {"symbolType": "stroke", "symbolOpacity": 1, "symbolStrokeWidth": 2.5, "symbolSize": 500}
    return altair().Legend(title=None, **how, **more)
