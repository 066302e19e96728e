"""An email address."""

from custmdm.block import QGrams, local_part
from custmdm.compare import EmailSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import mailbox
from custmdm.normalize import Email

email = Kind(
    name="email",
    normalize=Email(),
    comparator=EmailSimilarity(),
    levels=(1.0, 0.9, 0.8, 0.6, 0.5),
    keys=(None, local_part, QGrams(4)),
    joint_keys=(local_part,),
    mask=mailbox,
    shared_above=10,
    pooled=True,
    in_household=0.1,
    in_organization=0.3,
)
