"""One of few values: a segment, a language."""

from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Text

category = Kind(name="category", normalize=Text(), mask=shown)
