"""`sanxref serve`: the review desk and the HTTP interface."""

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
        from sanxref.service.app import create_app  # noqa: PLC0415 - heavy
        from sanxref.service.house import House  # noqa: PLC0415 - heavy
        from sanxref.service.options import ServiceOptions  # noqa: PLC0415 - heavy
        from sanxref.service.serving import listen, make_server  # noqa: PLC0415 - heavy
    except ModuleNotFoundError as exc:
        raise ConfigError(f"serve needs {exc.name}: pip install 'sanxref[service]'") from exc
    options = ServiceOptions.of(environment.settings)
    options = replace(options, host=host or options.host)
    options = replace(options, port=options.port if port is None else port)
    house = House(environment.settings, options)
    if house.is_open:
        click.echo("sanxref: no users yet: whoever is on this machine may decide", err=True)
    listening = listen(options.host, options.port)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    # Port 0 asks the system for a free one; this tells which it was.
    click.echo(
        f"sanxref: http://{shown}:{listening.getsockname()[1]}/ (stop with Ctrl+C)", err=True
    )
    make_server(create_app(house)).run(sockets=[listening])
