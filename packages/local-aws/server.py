"""Runs moto's server until the parent process ends.

Usage: server.py <port> <account>, where port 0 selects a free port, and the
account is that of credentials unknown to moto.
"""

import os
import sys
import threading

import moto.core
import moto.core.models

port, account = sys.argv[1:]

# moto's MOTO_ACCOUNT_ID would put every request into one account, also those
# with credentials from AssumeRole in another account. Set before any service is
# imported, this constant only applies to unknown credentials
# (moto/iam/models.py, get_account_id_from).
moto.core.DEFAULT_ACCOUNT_ID = account
moto.core.models.DEFAULT_ACCOUNT_ID = account


def end_with_parent():
    # Standard input is a pipe from the parent. It closes when the parent ends,
    # even if it is killed, so no server is left running.
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

# Python runs isolated (-I), so the folder of this script is not on its path.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import additions  # noqa: E402
from moto.server import main  # noqa: E402

additions.register()

main(["--host", "127.0.0.1", "--port", port])
