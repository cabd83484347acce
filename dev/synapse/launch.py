"""Runs the homeserver for as long as the program that started it lives.

The starter keeps a pipe open to the standard input. When it ends, however it ends, the pipe
closes, and the homeserver stops too: no process is left behind.
"""

import os
import signal
import sys
import threading

from synapse.app.homeserver import main


def stop_with_starter(pipe: int) -> None:
    while os.read(pipe, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


# Its compiled form would lie in the repository.
sys.dont_write_bytecode = True
import support  # noqa: E402, F401

sys.dont_write_bytecode = False

# The homeserver redirects its own standard streams, hence a descriptor of our own.
threading.Thread(target=stop_with_starter, args=(os.dup(0),), daemon=True).start()
sys.exit(main())
