"""Who may read what: every address of both nets, what a GET of it answers each of the people, and how many database reads
it may take. Reviewed by hand: an address that is not here fails the tests, and so does an answer that has changed.

The people are logins of the demonstration. On the outer net the first applicant owns what is asked for, the second does
not. 405: a POST only. 302: the login page, or the page where the person belongs. `-`: no
page, so no reads to count.
"""

OUTER_PEOPLE = ["anonymous", "13800000317", "13800000425", "window"]
OUTER = """
login/                                        200 302 302 302  1
logout/                                       405 405 405 405  -
own/                                          302 200 200 200  4
window/                                       302 403 403 200  7
window/register/                              302 403 403 200  8
window/register/<uuid:pk>/                    302 403 403 200  7
window/register/mandates/                     302 403 403 200  8
window/register/mandates/<str:number>/        302 403 403 200 19
window/register/filed/<str:number>/           302 403 403 200 17
window/register/filed/<str:number>/supplement/ 302 403 403 200 19
window/register/filed/<str:number>/owed/      302 403 403 200 20
window/<str:number>/                          302 403 403 200 29
window/<str:number>/answer/                   302 405 405 405  -
window/<str:number>/deliver/                  302 405 405 405  -
window/<str:number>/materials/<int:pk>/       302 403 403 200 18
window/<str:number>/materials/<int:pk>/page/  302 403 403 200 19
window/<str:number>/materials/<int:pk>/compare/ 302 403 403 422 -
window/<str:number>/papers/<int:pk>/          302 403 403 200 18
window/ratings/                               302 403 403 200  8
window/<str:number>/rating/                   302 405 405 405  -
window/questions/                             302 403 403 200 12
window/<str:number>/turns/<slug:code>/        302 403 403 302  -
window/<str:number>/talk/                     302 403 403 200 12
window/<str:number>/talk/read/                302 405 405 405  -
window/<str:number>/talk/<uuid:pk>/           302 403 403 200 18
(home)                                        200 200 200 200 13
items/person/                                 200 200 200 200  7
items/enterprise/                             200 200 200 200  7
guide/<uuid:pk>/                              200 200 200 200  9
guide/<uuid:pk>/where/                        200 200 200 200  6
powers/                                       200 200 200 200 11
powers/changes/                               200 200 200 200  9
powers/changes/rss.xml                        200 200 200 200  6
powers/changes/atom.xml                       200 200 200 200  6
powers/<uuid:pk>/                             200 200 200 200  9
powers/<uuid:pk>/editions/<int:version>/      200 200 200 200 10
powers/<uuid:pk>/difference/                  200 200 200 200  8
open/                                         200 200 200 200  4
open/v1/openapi.json                          200 200 200 200  4
open/v1/catalogue.<slug:kind>                 200 200 200 200  6
open/v1/powers                                200 200 200 200  5
open/v1/powers/<uuidstr:id>                   200 200 200 200  5
open/v1/powers/<uuidstr:id>/editions          200 200 200 200  6
open/v1/editions/<uuidstr:id>                 200 200 200 200  9
open/v1/changes                               200 200 200 200  9
open/v1/classes                               200 200 200 200  5
open/v1/offices                               200 200 200 200  5
robots.txt                                    200 200 200 200  2
sitemap.xml                                   200 200 200 200  9
sitemap-<slug:section>.xml                    200 200 200 200  6
search/                                       200 200 200 200 10
results/                                      200 200 200 200  5
verify/                                       200 200 200 200  4
verify/file/                                  405 405 405 405  -
progress/                                     200 200 200 200  4
help/                                         200 200 200 200  4
accessibility/                                200 200 200 200  4
register/                                     200 302 302 302  1
register/<slug:kind>/                         200 302 302 302  1
account/                                      302 200 200 200  5
account/password/                             302 405 405 405  -
account/sessions/                             302 405 405 405  -
notices/                                      302 200 200 200 10
notices/read/                                 302 405 405 405  -
notices/choices/                              302 200 200 200 10
notices/email/                                302 405 405 405  -
notices/email/confirm/                        302 405 405 405  -
notices/email/remove/                         302 405 405 405  -
notices/log/                                  302 403 403 200  8
large-text/                                   405 405 405 405  -
apply/<uuid:pk>/                              302 200 200 200  6
apply/<uuid:pk>/behalf/                       302 200 200 403  9
drafts/<uuid:pk>/                             302 200 404 404  5
drafts/<uuid:pk>/behalf/                      302 200 404 404  6
drafts/<uuid:pk>/alterations/                 302 200 404 404  6
drafts/<uuid:pk>/sections/<slug:code>/        302 200 404 404  4
drafts/<uuid:pk>/materials/                   302 200 404 404  8
drafts/<uuid:pk>/undertakings/<slug:code>/    302 200 404 404  6
drafts/<uuid:pk>/undertakings/<slug:code>/sheet/ 302 404 404 404 -
drafts/<uuid:pk>/files/<int:number>/          302 200 404 404  5
drafts/<uuid:pk>/files/<int:number>/remove/   302 405 405 405  -
drafts/<uuid:pk>/check/                       302 302 404 404  -
drafts/<uuid:pk>/renew/                       302 405 405 405  -
drafts/<uuid:pk>/discard/                     302 200 404 404  4
licences/                                     302 200 200 200 12
licences/behalf/<slug:act>/                   302 200 200 403  6
licences/<uuid:pk>/renew/                     302 405 405 405  -
licences/<uuid:pk>/change/                    302 200 404 404  6
cases/                                        302 200 200 200 15
cases/<str:number>/                           302 200 404 404 16
cases/<str:number>/behalf/                    302 200 404 404  9
cases/<str:number>/receipt/                   302 200 404 404 11
cases/<str:number>/supplement/                302 200 404 404 11
cases/<str:number>/owed/                     302 200 404 404 13
cases/<str:number>/rate/                      302 200 404 404 10
cases/<str:number>/withdraw/                  302 200 404 404 11
cases/<str:number>/hearing/                   302 302 404 404  -
cases/<str:number>/notices/                   302 200 404 404 12
cases/<str:number>/messages/                  302 200 404 404 12
cases/<str:number>/messages/read/             302 405 405 405  -
cases/<str:number>/messages/<uuid:pk>/        302 200 404 404 12
cases/<str:number>/materials/<int:pk>/        302 200 404 404 10
cases/<str:number>/papers/<int:pk>/           302 200 404 404 10
cases/<str:number>/papers/<int:pk>/pdf/       302 200 404 404 10
cases/<str:number>/papers/<int:pk>/sign/      302 405 405 405  -
"""

INNER_PEOPLE = [
    "anonymous",
    "handler",
    "head",
    "catalogue",
    "staffing",
    "legal-office",
    "approver",
    "inspector",
    "government",
    "system",
    "security",
    "audit",
]
INNER = """
login/                                        200 302 302 302 302 302 302 302 302 302 302 302  1
logout/                                       405 405 405 405 405 405 405 405 405 405 405 405  -
own/                                          302 200 200 200 200 200 200 200 200 200 200 200  4
powers/todo/                                  302 403 200 200 200 200 200 403 403 403 403 403  6
powers/items/                                 302 403 200 200 200 200 200 403 403 403 403 403  8
powers/items/<uuid:pk>/                       302 403 200 200 200 200 200 403 403 403 403 403  9
powers/items/<uuid:pk>/difference/            302 403 200 200 200 200 200 403 403 403 403 403  8
powers/items/<uuid:pk>/revise/                302 403 403 200 403 403 403 403 403 403 403 403  5
powers/revisions/new/                         302 403 403 200 403 403 403 403 403 403 403 403  8
powers/revisions/<uuid:pk>/                   302 403 200 200 200 200 200 403 403 403 403 403  9
powers/revisions/<uuid:pk>/pages/<slug:code>/ 302 403 404 200 404 404 404 403 403 403 403 403  5
powers/revisions/<uuid:pk>/send/              302 405 405 405 405 405 405 405 405 405 405 405  -
powers/revisions/<uuid:pk>/opinion/           302 405 405 405 405 405 405 405 405 405 405 405  -
powers/revisions/<uuid:pk>/discard/           302 405 405 405 405 405 405 405 405 405 405 405  -
powers/revisions/<uuid:pk>/flow/              302 404 302 200 302 302 302 404 404 404 404 404  5
powers/revisions/<uuid:pk>/flow/chart/        302 404 200 200 200 200 200 404 404 404 404 404  5
powers/revisions/<uuid:pk>/flow/bpmn/         302 404 200 200 200 200 200 404 404 404 404 404  5
powers/revisions/<uuid:pk>/flow/bpmn/read/    302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/                             302 403 200 200 200 200 200 403 403 403 403 403  6
powers/campaigns/new/                         302 403 403 403 200 403 403 403 403 403 403 403  7
powers/campaigns/<uuid:pk>/                   302 403 200 200 200 200 200 403 403 403 403 403 19
powers/campaigns/<uuid:pk>/acts/<slug:verb>/  302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/<uuid:pk>/report/            302 403 200 200 200 200 200 403 403 403 403 403 19
powers/campaigns/<uuid:pk>/overlaps/          302 403 200 200 200 200 200 403 403 403 403 403  9
powers/campaigns/<uuid:pk>/overlaps/find/     302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/<uuid:pk>/overlaps/<int:number>/ 302 403 404 404 404 404 404 403 403 403 403 403  -
powers/campaigns/offices/<uuid:pk>/           302 403 200 200 200 200 200 403 403 403 403 403 12
powers/campaigns/offices/<uuid:pk>/judge/<slug:verb>/ 302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/offices/<uuid:pk>/many/<slug:act>/ 302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/offices/<uuid:pk>/acts/<slug:verb>/ 302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/offices/<uuid:pk>/draft/     302 405 405 405 405 405 405 405 405 405 405 405  -
powers/campaigns/items/<uuid:pk>/             302 403 200 200 200 200 200 403 403 403 403 403 10
powers/imports/                               302 403 403 403 200 200 403 403 403 403 403 403  7
powers/imports/template/                      302 403 403 403 200 200 403 403 403 403 403 403  6
powers/imports/<int:pk>/                      302 404 404 404 404 404 404 404 404 404 404 404  -
powers/imports/<int:pk>/release/              302 405 405 405 405 405 405 405 405 405 405 405  -
powers/imports/<int:pk>/drop/                 302 405 405 405 405 405 405 405 405 405 405 405  -
powers/imports/<pk>/refused/<form>/           302 404 404 404 404 404 404 404 404 404 404 404  -
powers/export/                                302 403 403 403 200 200 403 403 403 403 403 403  5
powers/provisions/                            302 403 200 200 200 200 200 403 403 403 403 403  7
powers/provisions/new/                        302 403 403 403 403 200 403 403 403 403 403 403  4
powers/provisions/unregistered/               302 403 200 200 200 200 200 403 403 403 403 403  5
powers/provisions/laws/<uuid:pk>/             302 403 404 404 404 404 404 403 403 403 403 403  -
powers/provisions/laws/<uuid:pk>/end/         302 403 403 403 403 404 403 403 403 403 403 403  -
powers/provisions/<uuid:pk>/                  302 403 404 404 404 404 404 403 403 403 403 403  -
powers/provisions/<uuid:pk>/end/              302 403 403 403 403 404 403 403 403 403 403 403  -
powers/provisions/<uuid:pk>/complete/         302 405 405 405 405 405 405 405 405 405 405 405  -
powers/provisions/<uuid:pk>/reinstate/        302 405 405 405 405 405 405 405 405 405 405 405  -
powers/duties/                                302 403 200 200 200 200 200 403 403 403 403 403  7
powers/revisions/<uuid:pk>/form/              302 404 302 200 302 302 302 404 404 404 404 404  6
powers/revisions/<uuid:pk>/form/sections/<slug:code>/ 302 404 302 200 302 302 302 404 404 404 404 404  6
powers/revisions/<uuid:pk>/form/try/          302 404 200 200 200 200 200 404 404 404 404 404  6
powers/revisions/<uuid:pk>/flow/try/          302 404 200 200 200 200 200 404 404 404 404 404  6
powers/revisions/<uuid:pk>/flow/try/<int:number>/<slug:passage>/<slug:paper>/ 302 404 200 200 200 200 200 404 404 404 404 404  6
board/                                        302 403 403 403 403 403 403 200 200 403 403 403 20
board/ratings/                                302 403 403 403 403 403 403 200 200 403 403 403  6
board/ratings/<str:number>/                   302 405 405 405 405 405 405 405 405 405 405 405  -
board/undertakings/                           302 403 403 403 403 403 403 200 200 403 403 403  7
board/figures/                                302 403 200 403 403 403 403 200 200 403 403 403 10
board/cards/                                  302 403 403 403 403 403 403 200 200 403 403 403  7
board/cards/<slug:number>/                    302 403 403 403 403 403 403 200 200 403 403 403 12
(home)                                        302 200 200 302 302 302 302 302 302 302 302 302 14
calendar/                                     302 403 403 403 200 200 403 403 403 200 403 403 11
calendar/new/                                 302 403 403 403 403 403 403 403 403 200 403 403  6
calendar/<uuid:pk>/                           302 403 403 403 200 200 403 403 403 200 403 403  9
calendar/<uuid:pk>/confirm/                   302 405 405 405 405 405 405 405 405 405 405 405  -
calendar/<uuid:pk>/drop/                      302 405 405 405 405 405 405 405 405 405 405 405  -
desk/many/                                    302 405 405 405 405 405 405 405 405 405 405 405  -
desk/views/                                   302 405 405 405 405 405 405 405 405 405 405 405  -
desk/views/change/                            302 405 405 405 405 405 405 405 405 405 405 405  -
desk/done/                                    302 200 200 403 403 403 403 403 403 403 403 403  5
desk/cases/<str:number>/                      302 200 200 403 403 403 403 403 403 403 403 403 26
desk/cases/<str:number>/opinion/<str:step>/   302 405 405 405 405 405 405 405 405 405 405 405  -
desk/cases/<str:number>/opinion/<str:step>/half/ 302 405 405 405 405 405 405 405 405 405 405 405  -
desk/cases/<str:number>/pause/<str:step>/     302 405 405 405 405 405 405 405 405 405 405 405  -
desk/cases/<str:number>/resume/               302 405 405 405 405 405 405 405 405 405 405 405  -
desk/cases/<str:number>/materials/<int:pk>/   302 200 200 403 403 403 403 403 403 403 403 403 18
desk/cases/<str:number>/materials/<int:pk>/page/ 302 200 200 403 403 403 403 403 403 403 403 403 19
desk/cases/<str:number>/materials/<int:pk>/compare/ 302 422 422 403 403 403 403 403 403 403 403 403 -
desk/cases/<str:number>/papers/<int:pk>/      302 200 200 403 403 403 403 403 403 403 403 403 18
desk/cases/<str:number>/papers/<int:pk>/correct/ 302 403 200 403 403 403 403 403 403 403 403 403 18
desk/cases/<str:number>/papers/<int:pk>/revoke/  302 405 405 405 405 405 405 405 405 405 405 405  -
desk/cases/<str:number>/file/                 302 405 405 405 405 405 405 405 405 405 405 405  -
desk/undertakings/                            302 200 200 403 403 403 403 403 403 403 403 403  8
desk/undertakings/<uuid:pk>/                  302 200 200 403 403 403 403 403 403 403 403 403  9
desk/deputies/                                302 200 200 403 403 403 403 403 403 403 403 403  9
desk/deputies/new/                            302 200 200 403 403 403 403 403 403 403 403 403  7
desk/deputies/<uuid:pk>/end/                  302 405 405 405 405 405 405 405 405 405 405 405  -
desk/phrases/                                 302 200 200 403 403 403 403 403 403 403 403 403  7
desk/notices/                                 302 200 200 403 403 403 403 403 403 403 403 403  8
desk/notices/read/                            302 405 405 405 405 405 405 405 405 405 405 405  -
desk/notices/choices/                         302 200 200 403 403 403 403 403 403 403 403 403  7
desk/applicant/                               302 200 200 403 403 403 403 403 403 403 403 403  6
desk/finished/                                302 403 200 403 403 403 403 403 403 403 403 403  7
desk/ratings/                                 302 403 200 403 403 403 403 403 403 403 403 403  7
desk/ratings/<str:number>/review/             302 405 405 405 405 405 405 405 405 405 405 405  -
desk/licences/                                302 200 200 403 403 403 403 403 403 403 403 403 12
desk/licences/<uuid:pk>/                      302 200 200 403 403 403 403 403 403 403 403 403 14
desk/licences/<uuid:pk>/acts/<slug:code>/     302 302 200 403 403 403 403 403 403 403 403 403 10
desk/questions/                               302 200 200 403 403 403 403 403 403 403 403 403 12
desk/cases/<str:number>/talk/                 302 200 200 403 403 403 403 403 403 403 403 403 12
desk/cases/<str:number>/talk/read/            302 405 405 405 405 405 405 405 405 405 405 405  -
desk/cases/<str:number>/talk/<uuid:pk>/       302 200 200 403 403 403 403 403 403 403 403 403 18
desk/cases/<str:number>/turns/<slug:code>/    302 200 302 403 403 403 403 403 403 403 403 403 22
desk/cases/<str:number>/notes/                302 405 405 405 405 405 405 405 405 405 405 405  -
"""

# They are asked by machines, answer with a word, and have tests of their own.
HEALTH = {"healthz", "readyz"}


def read(table: str) -> dict[str, tuple[list[int], str]]:
    """Each address with its statuses, one for each of the people, and its budget of reads."""
    rows = (line.split() for line in table.strip().splitlines())
    return {row[0]: ([int(status) for status in row[1:-1]], row[-1]) for row in rows}
