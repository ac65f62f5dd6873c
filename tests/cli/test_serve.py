"""`sanxref serve` as a process: it listens, answers, refuses to be open, and stops."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request


def start(home, *arguments: str):
    return subprocess.Popen(
        [sys.executable, "-m", "sanxref", "--config", str(home.config), "--cache",
         str(home.cache), "serve", *arguments],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_it_listens_answers_and_stops(home):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with start(home, "--port", "0") as service:
        try:
            address = next(
                met[0] for line in service.stderr if (met := re.search(r"http://\S+\d", line))
            )
            deadline = time.monotonic() + 60
            while True:
                try:
                    answer = opener.open(f"{address}/healthz", timeout=30)
                    break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
            assert json.load(answer) == {"status": "ok"}
            page = opener.open(f"{address}/desk/alerts", timeout=60).read().decode()
            assert "Not clear" in page  # the sample lists are old
        finally:
            service.send_signal(signal.SIGINT)
            service.wait(30)
    assert service.returncode in {0, -signal.SIGINT, 130}


def test_it_refuses_to_be_open_to_others(call):
    called = call("serve", "--host", "0.0.0.0")
    assert called.code == 2
    assert "refusing to listen on 0.0.0.0 without users" in called.err


def test_a_port_that_is_taken_is_told(call):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        called = call("serve", "--port", str(taken.getsockname()[1]))
    assert called.code == 2
    assert "cannot listen" in called.err
