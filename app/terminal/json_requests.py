"""`--json` and `--jsonl`: requests from a file or standard input, answers to standard output."""

from app.contract.reply import Replier
from app.site.fault_log import FaultLog
from app.terminal.known import load_known
from app.terminal.output import write_out
from app.terminal.progress import shown_progress
from app.terminal.request_lines import batches, opened, read_one, size_of
from app.terminal.today import today


def answer_one(name: str) -> int:
    """Answer the one request in a file, or in standard input ("-"), in full; 0 or 1."""
    text = read_one(name)
    answer, answered = _replier().reply(text, today(), full=True)
    write_out(answer)
    return 0 if answered else 1


def answer_lines(name: str) -> int:
    """Answer each line with one line, in order; 0, or 1 where one of them is refused.

    A blank line is refused too, so that answer n is always the answer to line n. Answers are
    written before each read, which may wait: who sends a line and waits has its answer.
    """
    replier = _replier()
    all_answered = True
    with opened(name) as source, shown_progress(size_of(name)) as progress:
        for lines, read_bytes in batches(source):
            day = today()
            answers = []
            for line in lines:
                answer, answered = replier.reply(line, day, full=False)
                answers.append(answer)
                all_answered &= answered
            write_out(b"".join(answers))
            progress(read_bytes, len(lines))
    return 0 if all_answered else 1


def _replier() -> Replier:
    reference = load_known()
    return Replier(reference.drugs_by_id, reference.rules, FaultLog("calculate").id_of)
