"""The name of an organization."""

from custmdm.block import words
from custmdm.compare import OrganizationNameSimilarity
from custmdm.kinds._kind import Kind
from custmdm.kinds._masks import shown
from custmdm.normalize import OrganizationName

organization_name = Kind(
    name="organization_name",
    normalize=OrganizationName(),
    comparator=OrganizationNameSimilarity(),
    levels=(1.0, 0.93, 0.85, 0.7, 0.2),
    keys=(None,),
    joint_keys=(words,),
    mask=shown,
    pooled=True,
)
