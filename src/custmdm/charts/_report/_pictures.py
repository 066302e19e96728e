"""A picture in the report."""

import base64

from custmdm.charts._picture import Picture
from custmdm.charts._report._html import Html, tag, text


def drawing(picture: Picture, said: str) -> Html:
    """Return a picture as an image of its own: what is in it cannot reach out of it."""
    drawn = base64.b64encode(picture.to_svg().encode()).decode()
    image = Html(f'<img src="data:image/svg+xml;base64,{drawn}" alt="{text(said)}">')
    return tag("figure", image)
