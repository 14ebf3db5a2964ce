"""Refuses a request that is too large before its first byte is written anywhere; a single file is the form's business."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class WholeRequestLimit(FileUploadHandler):
    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.UPLOAD_TOTAL_BYTES:
            raise RequestDataTooBig("the request is larger than UPLOAD_TOTAL_BYTES")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
