from django.urls import path, re_path

from powers.imports import pages

urlpatterns = [
    path("imports/", pages.import_list, name="imports"),
    path("imports/template/", pages.template_file, name="import_template"),
    path("imports/<int:pk>/", pages.import_page, name="import"),
    path("imports/<int:pk>/release/", pages.release, name="import_release"),
    path("imports/<int:pk>/drop/", pages.drop, name="import_drop"),
    re_path(
        r"^imports/(?P<pk>\d{1,15})/refused/(?P<form>csv|gb18030|xlsx)/$",
        pages.refused_rows,
        name="import_refused",
    ),
    path("export/", pages.export, name="catalogue_export"),
]
