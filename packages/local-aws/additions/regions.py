"""ec2:DescribeRegions for the caller's own partition.

moto returns the regions of all partitions if the caller's credentials are unknown.
"""

from moto.ec2.models import EC2Backend
from moto.ec2.models.availability_zones_and_regions import Region
from moto.utilities.utils import get_partition

describe_regions = EC2Backend.describe_regions


def describe_own_regions(
    self: EC2Backend, region_names: list[str] | None = None
) -> list[Region]:
    return [
        region
        for region in describe_regions(self, region_names)
        if get_partition(region.name) == self.partition
    ]


def register() -> None:
    EC2Backend.describe_regions = describe_own_regions
