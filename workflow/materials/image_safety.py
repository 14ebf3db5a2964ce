"""Whether an uploaded picture really is one, and small enough to be opened on an official's desk.

Refused: what Pillow cannot decode as the kind it claims, and pictures whose pixels would eat the memory (a few
kilobytes can unfold to gigapixels). A polyglot (picture and script in one) decodes well; it is kept harmless by being
served only as an attachment, with its checked type and nosniff.
"""

import warnings

from PIL import Image

from workflow.materials.unsafe import Unsafe

MAX_PIXELS = 100_000_000  # an A3 page at 600 dpi is about 70 million
TOO_BIG = "的尺寸太大，请把长和宽缩小后再传"
FORMATS = {"jpg": "JPEG", "png": "PNG"}


def check_image(file, *, kind: str) -> None:
    """The picture decodes to its last line, or `Unsafe`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            _decode(file, kind)
        except Unsafe:
            raise
        except Image.DecompressionBombError as error:
            raise Unsafe(TOO_BIG) from error
        except (OSError, SyntaxError, ValueError) as error:
            raise Unsafe("打不开，可能已经损坏，请重新拍照或者扫描再传") from error


def _decode(file, kind):
    file.seek(0)
    with Image.open(file, formats=[FORMATS[kind]]) as image:
        width, height = image.size
        if width * height > MAX_PIXELS:
            raise Unsafe(TOO_BIG)
        image.load()
