from .catalogue import Edition, Power, PowerClass
from .offices import Area, Office
from .people import Post, User

__all__ = ["Area", "Edition", "Office", "Post", "Power", "PowerClass", "User"]
