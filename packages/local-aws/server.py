"""Runs moto's server for as long as the process that started it lives.

Usage: server.py <port> <account>, where port 0 takes a free one, and the
account is the one that credentials unknown to moto belong to.
"""

import os
import sys
import threading

import moto.core
import moto.core.models

port, account = sys.argv[1:]

# moto has MOTO_ACCOUNT_ID for this, but that puts every request into the one
# account, also those with credentials from AssumeRole in another account. Set
# before any service is imported, this constant counts for unknown credentials
# only (moto/iam/models.py, get_account_id_from).
moto.core.DEFAULT_ACCOUNT_ID = account
moto.core.models.DEFAULT_ACCOUNT_ID = account


def end_with_parent():
    # Standard input is a pipe from the parent. It closes however that ends,
    # also when it is killed, so nothing is ever left behind.
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

# Python runs isolated (-I), so the folder of this script is not on its path.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import additions  # noqa: E402
from moto.server import main  # noqa: E402

additions.register()

main(["--host", "127.0.0.1", "--port", port])
