"""A picture: what is drawn as a plain table, and the drawing."""

import html
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import field, frozen

from custmdm.charts._altair import FONTS, altair, dressed, vl_convert
from custmdm.errors import ConfigurationError
from custmdm.frames import Values, make_frame

Table = Mapping[str, Values]

_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ margin: 16px; font: 13px {fonts}; }}
#picture .chart-wrapper {{ display: inline-flex; flex-direction: column; }}
.vega-bindings {{ order: -1; margin-bottom: 12px; }}
.vega-bindings .vega-bind-name {{ display: inline-block; min-width: 170px; }}
.vega-bindings input {{ width: 480px; vertical-align: middle; }}
</style>
<script>{library}</script>
</head>
<body>
<div id="picture"></div>
<script>
// No menu entry that opens a page of somebody else's.
const actions = {{export: true, source: false, compiled: false, editor: false}};
vegaEmbed("#picture", {spec}, {{renderer: "svg", actions}}).catch(console.error);
</script>
</body>
</html>
"""


@frozen(eq=False, repr=False)
class Picture:
    """Hold a picture: what is drawn as a plain table, and the drawing.

    A notebook shows it. It is also a page, a drawing or an image, in a file or not; none of them
    needs the network.

    Attributes:
        title: what it shows.
        table: what is drawn, by column.
        chart: the Altair chart, to change as you like.
    """

    title: str
    table: Table = field(repr=False)
    chart: Any = field(converter=dressed)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return what is drawn, as a table of pandas, polars or pyarrow."""
        return make_frame(self.table, backend)

    @cached_property
    def spec(self) -> Mapping[str, Any]:
        """Return the drawing as a Vega-Lite specification."""
        found: Mapping[str, Any] = self.chart.to_dict()
        return found

    def to_html(self) -> str:
        """Return one page that needs nothing but itself."""
        library: str = vl_convert().javascript_bundle(vl_version=_version())
        # What a customer is called must not end the script that it stands in.
        spec = _text(self.spec).replace("<", "\\u003c")
        title = html.escape(self.title)
        return _PAGE.format(title=title, fonts=FONTS, library=library, spec=spec)

    def to_svg(self) -> str:
        """Return the drawing as SVG."""
        drawn: str = vl_convert().vegalite_to_svg(_text(self.spec), vl_version=_version())
        return drawn

    def to_png(self, *, scale: float = 2.0) -> bytes:
        """Return the drawing as PNG.

        Args:
            scale: pixels of the image for one of the drawing.
        """
        drawn: bytes = vl_convert().vegalite_to_png(
            _text(self.spec), vl_version=_version(), scale=scale
        )
        return drawn

    def save(self, path: str | Path) -> None:
        """Write the picture to a file: a page, a drawing or an image, by its ending.

        Raises:
            ConfigurationError: if it ends in none of .html, .svg and .png.
        """
        path = Path(path)
        match path.suffix.lower():
            case ".html":
                made = self.to_html().encode()
            case ".svg":
                made = self.to_svg().encode()
            case ".png":
                made = self.to_png()
            case other:
                raise ConfigurationError(f"a picture is .html, .svg or .png, got {other!r}")
        path.write_bytes(made)

    def __repr__(self) -> str:
        return f"<Picture: {self.title}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        # JupyterLab and VS Code draw the first they know by themselves, without the network. Up to
        # JupyterLab 4.6 that is Vega-Lite 5, of which all that we use is the same. Others show the
        # drawing.
        versions = sorted({_version().split(".")[0], "5"}, reverse=True)
        return {
            **{f"application/vnd.vegalite.v{one}+json": dict(self.spec) for one in versions},
            "image/svg+xml": self.to_svg(),
            "text/plain": repr(self),
        }


def _text(spec: Mapping[str, Any]) -> str:
    return json.dumps(spec, ensure_ascii=False)


def _version() -> str:
    """Return the version of Vega-Lite that Altair writes, without its patch."""
    found: str = altair().SCHEMA_VERSION
    return ".".join(found.removeprefix("v").split(".")[:2])
