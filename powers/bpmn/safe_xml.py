"""Reading XML that a stranger has sent: no document type, no entity, no endless depth, no more than a set size.

It refuses with a Chinese sentence and never follows a reference out of the file: a flow diagram needs none of this, and
each is a known way to read foreign files or to use up the memory (XXE, billion laughs).
"""

import re
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MOST_BYTES = 1_000_000
MOST_ELEMENTS = 20_000
DEEPEST = 60
# Chinese desktop tools still write GB encodings, which expat does not know.
GB = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"'](gb[\w-]*)[\"'][^>]*\?>", re.IGNORECASE)


class BadXml(ValueError):
    """The file is no XML that may be read; the message says in Chinese why."""


def parse(data: bytes) -> Element:
    """The root of the document, names written as {namespace}name."""
    if len(data) > MOST_BYTES:
        raise BadXml(f"文件有 {len(data) // 1000} KB，超过 {MOST_BYTES // 1000} KB，请去掉图片等内容再上传。")
    tree = _Tree()
    try:
        tree.parser.Parse(_decoded(data), True)
        return tree.builder.close()
    except expat.ExpatError as error:
        raise BadXml(f"文件第 {error.lineno} 行不是完整的 XML，请重新导出再上传。") from error
    except (AssertionError, LookupError, UnicodeError) as error:
        raise BadXml("文件的编码读不出来，请存成 UTF-8 再上传。") from error


def _decoded(data: bytes) -> bytes:
    declared = GB.match(data)
    if not declared:
        return data
    return data[declared.end() :].decode("gb18030").encode("utf-8")


class _Tree:
    def __init__(self):
        self.builder = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.depth = self.count = 0

    def _refuse(self, *_):
        raise BadXml("文件里有文档类型或者实体声明，流程图用不着，请去掉再上传。")

    def _start(self, name, attributes):
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise BadXml("文件里的元素太多或者嵌套太深，不像一张流程图，请核对。")
        self.builder.start(_qualified(name), {_qualified(key): text for key, text in attributes.items()})

    def _end(self, name):
        self.depth -= 1
        self.builder.end(_qualified(name))


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name
