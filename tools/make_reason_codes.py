"""Write the page of all reason codes from their texts. Run: python -m tools.make_reason_codes"""

from pathlib import Path

from custmdm.data.messages import MESSAGES

PAGE = Path(__file__).parent.parent / "docs" / "reason-codes.md"
HEAD = """# Reason codes

What `Standardized.reasons` and `Issue.code` can hold. Codes are stable: count them, test on them.
`{type}`, `{count}` and the like are filled in by `Issue.text()`.

| code | English | Chinese |
|---|---|---|
"""


def page() -> str:
    """Return the page."""
    rows = [
        f"| `{code}` | {said['en']} | {said['zh']} |\n" for code, said in sorted(MESSAGES.items())
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
