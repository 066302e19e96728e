"""Draw the pictures of docs/howto/see.md: run its snippets, and write what `picture` then is.

    python tools/draw_pictures.py

They are kept with the docs, so that the page shows them wherever it is read.
"""

import contextlib
import re
import tempfile
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "howto" / "see.md"
STEP = re.compile(r"```python\n(?P<code>.*?)```|\((?P<image>pictures/\w+\.svg)\)", re.DOTALL)


def main() -> None:
    variables: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for step in STEP.finditer(PAGE.read_text(encoding="utf-8")):
            if (image := step["image"]) is None:
                exec(step["code"], variables)  # noqa: S102 - our own page
                continue
            drawn = shorter(variables["picture"].to_svg())  # type: ignore[attr-defined]
            path = PAGE.parent / image
            path.parent.mkdir(exist_ok=True)
            path.write_text(drawn, encoding="utf-8", newline="\n")
            print(f"{len(drawn) // 1000:>5} kB  {path.name}")


def shorter(svg: str) -> str:
    """Return a drawing without what no page shows of an image.

    Coordinates below a hundredth, and what is read out of each mark: the page has its own text.
    """
    return re.sub(
        r' (?:d|transform|[xy][12]?|width|height)="[^"]*"',
        lambda found: re.sub(r"(?<=\d\.\d\d)\d+", "", found[0]),
        re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg),
    )


if __name__ == "__main__":
    main()
