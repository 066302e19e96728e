"""Write the page of all reason codes from their texts. Run: python -m tools.make_reason_codes"""

from collections.abc import Mapping
from pathlib import Path

from custmdm.data.explanations import PHRASES
from custmdm.data.messages import MESSAGES
from custmdm.data.review_words import REVIEW_REASONS

PAGE = Path(__file__).parent.parent / "docs" / "reason-codes.md"
HEAD = """# Reason codes

What `Standardized.reasons` and `Issue.code` can hold. Codes are stable: count them, test on them.
`{type}`, `{count}` and the like are filled in by `Issue.text()`.

| code | English | Chinese |
|---|---|---|
"""

FINDINGS = """
## What training finds

What `linker.training.findings` can hold; `linker.training.text()` fills in the braces.

| code | English | Chinese |
|---|---|---|
"""

REVIEW = """
## Why a review item is asked

What `ReviewItem.reasons` can hold; `ReviewItem.text()` says them in words.

| code | English | Chinese |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    found = {code: said for code, said in PHRASES.items() if code.startswith("training.")}
    return HEAD + rows(MESSAGES) + FINDINGS + rows(found) + REVIEW + rows(REVIEW_REASONS)


def rows(texts: Mapping[str, Mapping[str, str]]) -> str:
    """Return the rows of a table."""
    return "".join(
        f"| `{code}` | {said['en']} | {said['zh']} |\n" for code, said in sorted(texts.items())
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
