"""ec2:RunInstances of several instances at once, each with the profile, and
iam:RemoveRoleFromInstanceProfile of a role that is not in it.

moto gives the instance profile only to the first instance, and fails with HTTP
500 where AWS returns NoSuchEntity.
"""

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.instances import Reservation
from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend

run_instances = EC2Backend.run_instances
remove_role = IAMBackend.remove_role_from_instance_profile
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


def remove_role_that_is_there(
    self: IAMBackend, profile_name: str, role_name: str
) -> None:
    profile = self.get_instance_profile(profile_name)
    if self.get_role(role_name) not in profile.roles:
        raise NotFoundException(
            f"Role {role_name} in Instance Profile {profile_name} cannot be found."
        )
    remove_role(self, profile_name, role_name)


def register() -> None:
    EC2Backend.run_instances = run_instances_with_profile
    IAMBackend.remove_role_from_instance_profile = remove_role_that_is_there
