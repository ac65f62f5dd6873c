"""sanxref that is asked to end (SIGTERM) while it starts its workers; started by test_match.

The first argument tells the moment, the others are those of sanxref: "thread" just before the pool
starts its thread, "process" just after a worker was started and before the pool is told.
"""

import os
import signal
import sys
import time
from concurrent.futures import process
from multiprocessing import context

from sanxref.cli.main import main


class _EndedThread(process._ExecutorManagerThread):
    def start(self) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        super().start()


class _EndedProcess(context.SpawnProcess):
    def start(self) -> None:
        super().start()
        time.sleep(2)  # it is up, and would wait for work for ever
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":  # the workers read this file too
    if sys.argv[1] == "thread":
        process._ExecutorManagerThread = _EndedThread
    else:
        context.SpawnContext.Process = _EndedProcess
    main(sys.argv[2:])
