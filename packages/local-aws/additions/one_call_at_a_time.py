"""One call at a time.

moto answers in a thread for each connection, and fails with HTTP 500 if one thread
adds a resource while another lists them: "dictionary changed size during iteration".
"""

from threading import Lock
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication

answer = DomainDispatcherApplication.__call__
turn = Lock()


def answer_alone(
    self: DomainDispatcherApplication, environ: dict[str, Any], start_response: Any
) -> Any:
    with turn:
        return answer(self, environ, start_response)


def register() -> None:
    DomainDispatcherApplication.__call__ = answer_alone
