from django.urls import path, re_path

from . import import_pages

urlpatterns = [
    path("imports/", import_pages.import_list, name="imports"),
    path("imports/template/", import_pages.template_file, name="import_template"),
    path("imports/<int:pk>/", import_pages.import_page, name="import"),
    path("imports/<int:pk>/release/", import_pages.release, name="import_release"),
    path("imports/<int:pk>/drop/", import_pages.drop, name="import_drop"),
    re_path(
        r"^imports/(?P<pk>\d{1,15})/refused/(?P<form>csv|gb18030|xlsx)/$",
        import_pages.refused_rows,
        name="import_refused",
    ),
    path("export/", import_pages.export, name="catalogue_export"),
]
