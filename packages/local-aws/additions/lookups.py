"""What moto finds out again for each request, found out once.

moto lists the directories of its services, and the operations of a service, for each
request. Together that is about a third of the time of a short call.
"""

from functools import cache

from moto import backends
from moto.core import responses


def register() -> None:
    services = frozenset(backends.list_of_moto_modules())
    backends.list_of_moto_modules = lambda: services
    responses.method_names_from_class = cache(responses.method_names_from_class)
