"""The command line. Commands import what they need when they run, so that `--help` and `parse` start at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from flows.commands import deliver, demo, export, nightly, parse, people, upkeep
from flows.errors import Problem

app = typer.Typer(
    help="Watch what local governments promised: a typed ledger of pledges and their progress, with evidence.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"minxin {version('minxin')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Options of the program itself."""


for module in (parse, nightly, export, people, deliver, upkeep, demo):
    module.register(app)


def main() -> None:
    """Run the command line and exit: 0 done, 1 done with problems told on stderr, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a character must not end a pass
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; every expected failure is one line on stderr."""
    command: Callable[..., Any] = typer.main.get_command(app).main
    try:
        return int(command(args=arguments, prog_name="minxin", standalone_mode=False) or 0)
    except typer.Exit as stop:
        return int(stop.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return _told("stopped; what was fetched is kept, call the command again to finish", 130)
    except typer.TyperException as wrong:
        if type(wrong).__name__ == "NoArgsIsHelpError":  # its text is the whole help, to be read as it stands
            print(wrong, file=sys.stderr)
            return 2
        return _told(_usage(wrong), 2)
    except BrokenPipeError:  # the reader of our output went away, as in `minxin export … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Problem as problem:
        return _told(str(problem), problem.status)
    except OSError as error:
        if error.filename is None:
            raise
        return _told(f"{os.fsdecode(error.filename)}: cannot be read or written ({error.strerror})", 1)
    except Exception as error:
        status = _expected(error)
        if status is None:
            raise
        return _told(str(error), status)


def _expected(error: Exception) -> int | None:
    """Exit status of an error that a folder raises on purpose; its message is one line already."""
    statuses = {
        ("flows.config", "ConfigError"): 2,
        ("crawlers.sources", "SourceError"): 2,
        ("flows.seeds", "SeedError"): 2,
        ("flows.crawl", "CrawlError"): 1,
    }
    kind = type(error)
    for base in kind.__mro__:
        if (base.__module__, base.__name__) in statuses:
            return statuses[base.__module__, base.__name__]
        if base.__module__.startswith("storage.") and base.__name__.endswith("Error"):
            return 1
    return None


def _usage(wrong: typer.TyperException) -> str:
    format_message = getattr(wrong, "format_message", None)
    message = str(format_message() if format_message else wrong).rstrip(".")
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context else "minxin"
    message = message.replace("Value error, ", "")
    return f"{' '.join(message.split())}; see '{path} --help'"


def _told(message: str, status: int) -> int:
    print(f"minxin: {' '.join(message.split())}", file=sys.stderr)
    return status
