from .catalogue import Edition, Power, PowerClass
from .offices import Area, Office
from .people import Post, User
from .revisions import Revision
from .search import SearchEntry, SearchTerm

__all__ = [
    "Area",
    "Edition",
    "Office",
    "Post",
    "Power",
    "PowerClass",
    "Revision",
    "SearchEntry",
    "SearchTerm",
    "User",
]
