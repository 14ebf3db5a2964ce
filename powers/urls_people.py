from django.urls import path

from . import people_views

urlpatterns = [
    path("login/", people_views.sign_in, name="login"),
    path("logout/", people_views.sign_out, name="logout"),
    path("own/", people_views.own_posts, name="own_posts"),
]
