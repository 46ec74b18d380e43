"""A wire to the server that can be cut, or go dead, at a moment of the test's choosing."""

import socket
import threading
from contextlib import suppress
from enum import Enum


class Cut(Enum):
    """What the wire does once a client says certain words."""

    BEFORE = "the words do not arrive"
    AFTER = "the words arrive, the answer does not"
    DEAD = "nothing goes either way any more, and nothing is closed"


class Proxy:
    """Passes on what clients and the server say; `cut` arms it for the next time."""

    def __init__(self, port: int) -> None:
        self._server = ("127.0.0.1", port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._words, self._how = b"", Cut.BEFORE
        self._refuses = self._for_good = False
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def cut(self, words: bytes, how: Cut, *, for_good: bool = False) -> None:
        """Cut the wire when a client says these words, once or for every later one too."""
        self._words, self._how, self._for_good = words, how, for_good

    def close(self) -> None:
        """Close every connection and wait for the threads."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for each in list(self._open):
            _close(each)
        for thread in list(self._threads):
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            if self._refuses:
                _close(client)
                continue
            server = socket.create_connection(self._server)
            self._open += [client, server]
            unheard = threading.Event()
            for ends in ((client, server), (server, client)):
                thread = threading.Thread(target=self._pass_on, args=(*ends, unheard))
                self._threads.append(thread)
                thread.start()

    def _pass_on(
        self, ours: socket.socket, theirs: socket.socket, unheard: threading.Event
    ) -> None:
        with suppress(OSError):
            while said := ours.recv(65_536):
                if self._words and self._words in said:
                    self._words, self._refuses = b"", self._for_good
                    if self._how is Cut.BEFORE:
                        break
                    unheard.set()
                    if self._how is Cut.DEAD:
                        while ours.recv(65_536):
                            pass
                        break
                elif unheard.is_set():  # the server's answer: it has done it
                    break
                theirs.sendall(said)
        _close(ours)
        _close(theirs)


def _close(ours: socket.socket) -> None:
    with suppress(OSError):
        ours.shutdown(socket.SHUT_RDWR)
    ours.close()
