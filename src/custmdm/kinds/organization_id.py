"""The register number of an organization."""

from custmdm.block import QGrams
from custmdm.compare import CodeSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import OrganizationId

organization_id = Kind(
    name="organization_id",
    normalize=OrganizationId(),
    comparator=CodeSimilarity(),
    levels=(1.0, 0.9),
    keys=(None, QGrams(4)),
    joint_keys=(None,),
    mask=shown,
    shared_above=10,
    pooled=True,
    unique=True,
)
