"""What a name of an organization is once its legal form is known."""

from typing import NamedTuple

__all__ = ["LegalName"]


class LegalName(NamedTuple):
    """Hold the core of a name, its legal form and its branch as they are written.

    Attributes:
        core: the name without them.
        form: the legal form.
        short: its standard short form.
        form_class: what it is anywhere in the world, one of ``legal_forms_table.CLASSES``.
        branch: the branch that stands behind the form.
    """

    core: str
    form: str = ""
    short: str = ""
    form_class: str = ""
    branch: str = ""
