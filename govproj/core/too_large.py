"""What waitress does with a request larger than it keeps: the application says why, in the reader's language.

Left alone, waitress answers at once in English and hangs up while the browser is still sending, which then shows
nothing but a broken connection. Here the rest is taken in and thrown away, and the application answers as it does to
anything too large: with a sentence, and a way back.
"""

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import RequestEntityTooLarge

MOST_TAKEN = 512 * 1024 * 1024  # a film from a phone; whoever sends more is cut off


class PatientParser(HTTPRequestParser):
    """Reads on to the end of what is too large, keeping none of it."""

    left = 0

    def received(self, data):
        if self.left:
            taken = min(self.left, len(data))
            self.left -= taken
            self.completed = not self.left
            return taken
        taken = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge) and 0 < self.content_length <= MOST_TAKEN:
            self.left, self.completed = self.content_length, False
        return taken


def task_for(channel, request):
    """The application refuses by the length alone; there is no body to read."""
    too_large = isinstance(request.error, RequestEntityTooLarge) and not request.chunked
    return (WSGITask if too_large else ErrorTask)(channel, request)


class PatientChannel(HTTPChannel):
    parser_class = PatientParser
    error_task_class = staticmethod(task_for)


def answer_in_words() -> None:
    BaseWSGIServer.channel_class = PatientChannel
