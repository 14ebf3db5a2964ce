from .catalogue import Edition, Power, PowerClass
from .offices import Area, Office
from .people import Post, User
from .search import SearchEntry, SearchTerm

__all__ = ["Area", "Edition", "Office", "Post", "Power", "PowerClass", "SearchEntry", "SearchTerm", "User"]
