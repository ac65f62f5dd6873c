"""The server under the application."""

import socket

import uvicorn
from fastapi import FastAPI

from sanxref.errors import ConfigError

__all__ = ["listen", "make_server"]


def make_server(app: FastAPI) -> uvicorn.Server:
    """Make a server that tells nothing of itself, and believes nobody about addresses.

    Whom to believe is a matter of service.yaml (`web.proxy`), not of the environment.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_keep_alive=20,
            limit_concurrency=500,
            h11_max_incomplete_event_size=65536,
        )
    )


def listen(host: str, port: int) -> socket.socket:
    """Open the port; 0 asks the system for a free one.

    Raises:
        ConfigError: The address is not ours, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off; else answers wait 40 ms.
    opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError as exc:
        opened.close()
        reason = exc.strerror or str(exc)
        raise ConfigError(f"cannot listen on {host}, port {port}: {reason}") from exc
    opened.listen(2048)
    return opened
