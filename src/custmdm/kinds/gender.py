"""Male, female or other."""

from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import Gender

gender = Kind(name="gender", normalize=Gender(), mask=shown)
