"""`sanxref serve`: the review desk and the HTTP interface."""

import logging
import socket
from dataclasses import replace

import click

from sanxref.cli.environment import Environment
from sanxref.errors import ConfigError

__all__ = ["serve"]


@click.command(short_help="Serve the review desk and the HTTP interface.")
@click.option("--host", help="Address to listen on (service.yaml: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (service.yaml: 8100).")
@click.pass_obj
def serve(environment: Environment, *, host: str | None, port: int | None) -> None:
    """Serve the review desk and the HTTP interface, on 127.0.0.1 unless told otherwise.

    Without users only this machine is served, and whoever sits at it may do everything. Add users
    with `sanxref review users add NAME --role analyst`.
    """
    try:
        import uvicorn  # noqa: PLC0415 - heavy

        from sanxref.service.app import create_app  # noqa: PLC0415 - heavy
        from sanxref.service.house import House  # noqa: PLC0415 - heavy
        from sanxref.service.options import ServiceOptions  # noqa: PLC0415 - heavy
    except ModuleNotFoundError as exc:
        raise ConfigError(f"serve needs {exc.name}: pip install 'sanxref[service]'") from exc
    options = ServiceOptions.of(environment.settings)
    options = replace(options, host=host or options.host)
    options = replace(options, port=options.port if port is None else port)
    house = House(environment.settings, options)
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
    if house.is_open:
        click.echo("sanxref: no users yet: whoever is on this machine may decide", err=True)
    config = uvicorn.Config(
        create_app(house),
        log_level="warning",
        access_log=False,
        server_header=False,
        # Who is connected is told by the connection; service.yaml names whom else to believe.
        proxy_headers=False,
        timeout_keep_alive=20,
        limit_concurrency=500,
        h11_max_incomplete_event_size=65536,
    )
    listening = _listen(options.host, options.port)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    # Port 0 asks the system for a free one; this tells which it was.
    click.echo(
        f"sanxref: http://{shown}:{listening.getsockname()[1]}/ (stop with Ctrl+C)", err=True
    )
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
    except OSError as exc:
        opened.close()
        reason = exc.strerror or str(exc)
        raise ConfigError(f"cannot listen on {host}, port {port}: {reason}") from exc
    opened.listen(2048)
    return opened
