"""How much of a request is read at all, whoever sends it: before sign-in, form or view."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from common.uploads.inspecting import MEGABYTE

MOST_OF_A_FILE = 11 * MEGABYTE  # a little more than `MAX_BYTES`, whose sentence then still comes
MOST_OF_A_REQUEST = 35 * MEGABYTE  # three files


class LimitedUpload(FileUploadHandler):
    """Refuses with 400 what no form here takes. Stands before the handlers that keep the data.

    Not by `StopUpload`: the view would then run with the half of the form that came before, and
    take the rest for left empty.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *rest: Any, **facts: Any
    ) -> None:
        """The server hands no more than the length that was announced."""
        if content_length > MOST_OF_A_REQUEST:
            raise RequestDataTooBig("A request of more than 35 MB.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > MOST_OF_A_FILE:
            for handler in self.request.upload_handlers if self.request else ():
                handler.upload_interrupted()  # deletes what it has kept of the file until here
            raise RequestDataTooBig("A file of more than 11 MB.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
