"""Why the content of an uploaded file is refused."""


class Unsafe(ValueError):
    """The text is the rest of a Chinese sentence that begins with the file's name."""
