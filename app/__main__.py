"""`python -m app`: a command goes to the terminal, none opens the window."""

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from app.terminal.window_options import WindowOptions


def main(words: list[str] | None = None) -> int:
    """Do what the command line says; the exit status.

    0 done, 1 refused, 2 wrong command line, 3 a fault of the program itself.
    """
    words = sys.argv[1:] if words is None else words
    if not words:
        return _open_window(None)
    from app.terminal.command_line import WrongCommandLineError
    from app.terminal.output import OutputClosedError, OutputFailedError, speak_utf8, write_error

    speak_utf8()
    try:
        return _run(words)
    except WrongCommandLineError as error:
        write_error(str(error))
        return 2
    except OutputFailedError as error:
        write_error(str(error))
        return 1
    except OutputClosedError:
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # noqa: BLE001 whatever it is, a person gets a sentence
        from app.terminal.own_fault import tell_fault

        return tell_fault(fault, words)


def _run(words: list[str]) -> int:
    """Each command imports what it needs and nothing else, so that `--help` is there at once."""
    match words:
        case ["calculate", *options]:
            from app.terminal import calculate

            return calculate.run(options)
        case ["doctor", *options]:
            from app.terminal import doctor

            return doctor.run(options)
        case ["import-hcpcs", *options]:
            from app.terminal import import_hcpcs

            return import_hcpcs.run(options)
        case ["schema", *options]:
            from app.terminal import schema

            return schema.run(options)
        case ["self-test", *options]:
            from app.terminal import self_test

            return self_test.run(options, _draw_some_page)
        case _:
            return _run_kept(words)


def _run_kept(words: list[str]) -> int:
    """The commands of the record and of paper."""
    match words:
        case ["backup-records", *options]:
            from app.terminal import record_copies

            return record_copies.back_up(options)
        case ["export-records", *options]:
            from app.terminal import export_records

            return export_records.run(options)
        case ["record", *options]:
            from app.terminal import record

            return record.run(options)
        case ["records", *options]:
            from app.terminal import records

            return records.run(options)
        case ["restore-records", *options]:
            from app.terminal import record_copies

            return record_copies.restore(options)
        case ["verify-records", *options]:
            from app.terminal import records

            return records.verify(options)
        case ["worksheet", *options]:
            from app.terminal import worksheet

            return worksheet.run(options)
        case _:
            return _run_without_command(words)


def _run_without_command(words: list[str]) -> int:
    from app.terminal.window_options import read_window_options

    options = read_window_options(words)
    if options.version:
        from app.terminal.version import show_version

        return show_version()
    if options.screenshot is not None:
        return _draw_screenshot(options.screenshot, options)
    return _open_window(options.theme, exit_after_first_paint=options.exit_after_first_paint)


def _draw_screenshot(path: "Path", options: "WindowOptions") -> int:
    import os

    from app.core.finding import Refused
    from app.terminal.known import load_known
    from app.terminal.order_from_options import read_options
    from app.terminal.worksheet_page import show_refusal
    from app.ui.main import draw_screenshot

    order = read_options(options, load_known())
    if isinstance(order, Refused):
        return show_refusal(order)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a picture needs no display
    theme = options.theme or "light"
    return draw_screenshot(path, options.size, theme, order.draft, order.drug.id)


def _draw_some_page(path: "Path") -> int:
    """The picture that `self-test` asks for: a command does not know the window."""
    return _run_without_command(["--screenshot", str(path), "--flat", "1500", "--weight", "80"])


def _open_window(theme: str | None, *, exit_after_first_paint: bool = False) -> int:
    no_screen = None
    if sys.platform == "linux":  # elsewhere there is always a screen
        from app.terminal import screen

        if not screen.is_named():
            from app.terminal.output import write_error

            write_error(screen.none_named())
            return 1
        no_screen = screen.none_answers
    import gc

    gc.disable()  # what a start makes stays; `run_window` has garbage collected from then on
    try:
        one = None
        if not exit_after_first_paint:
            from app.site.one_window import OneWindow

            one = OneWindow()
            if not one.take() and one.has_come_forward():
                return 0
        from app.ui.main import run_window

        return run_window(
            theme, exit_after_first_paint=exit_after_first_paint, one=one, no_screen=no_screen
        )
    except Exception as fault:  # noqa: BLE001 whatever it is, a person gets a sentence
        from app.terminal.own_fault import STATUS, tell_no_window

        sentence = tell_no_window(fault)
        with suppress(Exception):  # Qt may be just what is at fault
            from app.ui.no_window import show_sentence

            show_sentence(sentence)
        return STATUS


if __name__ == "__main__":
    sys.exit(main())
