from django.urls import path

from powers.people import pages

urlpatterns = [
    path("login/", pages.sign_in, name="login"),
    path("logout/", pages.sign_out, name="logout"),
    path("own/", pages.own_posts, name="own_posts"),
]
