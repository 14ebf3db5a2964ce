from django.urls import path

from workflow.calendar import pages as calendar_pages
from workflow.desk import (
    case_file_pages,
    deputy_pages,
    desk,
    finished,
    party_search_pages,
    phrase_pages,
    todo_pages,
)
from workflow.licences import pages as licence_pages
from workflow.materials import pages as material_pages
from workflow.materials import undertaking_pages
from workflow.notices import desk_notice_pages
from workflow.papers import amending
from workflow.ratings import call_back_pages, review_pages
from workflow.talk import pages as talk_pages
from workflow.turns import pages as turn_pages

HERE = {"place": "desk"}

urlpatterns = [
    path("", todo_pages.todo_list, name="desk_todo"),
    path("calendar/", calendar_pages.calendars, name="calendars"),
    path("calendar/new/", calendar_pages.new, name="calendar_new"),
    path("calendar/<uuid:pk>/", calendar_pages.draft, name="calendar_draft"),
    path("calendar/<uuid:pk>/confirm/", calendar_pages.confirm, name="calendar_confirm"),
    path("calendar/<uuid:pk>/drop/", calendar_pages.drop, name="calendar_drop"),
    path("desk/ratings/", call_back_pages.ratings, HERE, name="desk_ratings"),
    path("desk/ratings/<str:number>/review/", review_pages.ask, name="desk_rating_review"),
    path("desk/applicant/", party_search_pages.by_applicant, name="desk_applicant"),
    path("desk/finished/", finished.search, name="desk_finished"),
    path("desk/done/", todo_pages.done_list, name="desk_done"),
    path("desk/many/", todo_pages.many_at_once, name="desk_many"),
    path("desk/views/", todo_pages.keep_view, name="desk_views"),
    path("desk/views/change/", todo_pages.change_view, name="desk_view"),
    path("desk/cases/<str:number>/", desk.case_page, name="desk_case"),
    path("desk/cases/<str:number>/opinion/<str:step>/", desk.give_opinion, name="desk_opinion"),
    path("desk/cases/<str:number>/opinion/<str:step>/half/", desk.keep_half, name="desk_half"),
    path("desk/cases/<str:number>/pause/<str:step>/", desk.pause, name="desk_pause"),
    path("desk/cases/<str:number>/resume/", desk.resume, name="desk_resume"),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/",
        material_pages.fetch,
        HERE,
        name="desk_material",
    ),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/page/",
        material_pages.page,
        HERE,
        name="desk_page",
    ),
    path(
        "desk/cases/<str:number>/materials/<int:pk>/compare/",
        material_pages.side_by_side,
        HERE,
        name="desk_compare",
    ),
    path(
        "desk/cases/<str:number>/papers/<int:pk>/",
        material_pages.fetch_paper,
        HERE,
        name="desk_paper",
    ),
    path("desk/cases/<str:number>/turns/<slug:code>/", turn_pages.turn, HERE, name="desk_turn"),
    path("desk/cases/<str:number>/papers/<int:pk>/correct/", amending.correct, name="desk_correct"),
    path("desk/cases/<str:number>/papers/<int:pk>/revoke/", amending.revoke, name="desk_revoke"),
    path("desk/cases/<str:number>/file/", case_file_pages.take, name="desk_file"),
    path("desk/questions/", talk_pages.questions, HERE, name="desk_questions"),
    path("desk/cases/<str:number>/talk/", talk_pages.conversation, HERE, name="desk_talk"),
    path("desk/cases/<str:number>/talk/read/", talk_pages.read, HERE, name="desk_talk_read"),
    path("desk/cases/<str:number>/talk/<uuid:pk>/", talk_pages.file, HERE, name="desk_talk_file"),
    path("desk/cases/<str:number>/notes/", talk_pages.note, name="desk_note"),
    path("desk/deputies/", deputy_pages.overview, name="desk_deputies"),
    path("desk/deputies/new/", deputy_pages.appoint, name="desk_deputy_new"),
    path("desk/deputies/<uuid:pk>/end/", deputy_pages.end, name="desk_deputy_end"),
    path("desk/phrases/", phrase_pages.kept, name="desk_phrases"),
    path("desk/notices/", desk_notice_pages.notices, name="desk_notices"),
    path("desk/notices/read/", desk_notice_pages.read, name="desk_notices_read"),
    path("desk/notices/choices/", desk_notice_pages.choices, name="desk_notice_choices"),
    path("desk/undertakings/", undertaking_pages.checks, name="desk_undertakings"),
    path("desk/undertakings/<uuid:pk>/", undertaking_pages.check, name="desk_undertaking"),
    path("desk/licences/", licence_pages.register, name="desk_licences"),
    path("desk/licences/<uuid:pk>/", licence_pages.licence, name="desk_licence"),
    path("desk/licences/<uuid:pk>/acts/<slug:code>/", licence_pages.act, name="desk_licence_act"),
]
