"""ec2:RunInstances of several instances at once, each with the profile.

moto gives the instance profile to the first of them alone.
"""

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.instances import Reservation

run_instances = EC2Backend.run_instances
PROFILE = ("iam_instance_profile_name", "iam_instance_profile_arn")


def run_instances_with_profile(
    self: EC2Backend, *args: Any, **kwargs: Any
) -> Reservation:
    reservation = run_instances(self, *args, **kwargs)
    profile = {name: kwargs[name] for name in PROFILE if kwargs.get(name)}
    if profile:
        for instance in reservation.instances[1:]:
            self.associate_iam_instance_profile(instance.id, **profile)
    return reservation


def register() -> None:
    EC2Backend.run_instances = run_instances_with_profile
