from django.urls import path

from recruitment.calls.views import asking, desk, feeds, preparing, public

app_name = "calls"

urlpatterns = [
    path("calls/", public.index, name="index"),
    path("calls/feed.atom", feeds.feed, name="feed"),
    path("calls/<str:code>/", public.detail, name="detail"),
    path("calls/<str:code>/dates.ics", feeds.dates, name="dates"),
    path("calls/<str:code>/files/<str:public_id>/", public.file, name="file"),
    path("calls/<str:code>/questions/", asking.published, name="published"),
    path("calls/<str:code>/questions/ask/", asking.ask, name="ask"),
    path("desk/rounds/", desk.rounds, name="rounds"),
    path("desk/rounds/new/", desk.create, name="create"),
    path("desk/rounds/<str:code>/copy/", desk.copy, name="copy"),
    path("desk/rounds/<str:code>/edit/", desk.edit, name="edit"),
    path("desk/rounds/<str:code>/preview/", preparing.preview, name="preview"),
    path("desk/rounds/<str:code>/questions/", preparing.questions, name="questions"),
    path(
        "desk/rounds/<str:code>/questions/<int:number>/",
        preparing.edit_question,
        name="edit_question",
    ),
    path(
        "desk/rounds/<str:code>/questions/<int:number>/move/",
        preparing.move_question,
        name="move_question",
    ),
    path(
        "desk/rounds/<str:code>/questions/<int:number>/remove/",
        preparing.remove_question,
        name="remove_question",
    ),
    path("desk/rounds/<str:code>/files/", preparing.files, name="files"),
    path(
        "desk/rounds/<str:code>/files/<str:public_id>/remove/",
        preparing.remove_file,
        name="remove_file",
    ),
    path("desk/rounds/<str:code>/texts/", preparing.change_texts, name="change_texts"),
    path("desk/rounds/<str:code>/announce/", desk.announce, name="announce"),
    path("desk/rounds/<str:code>/schedule/", desk.schedule, name="schedule"),
    path("desk/rounds/<str:code>/unschedule/", desk.unschedule, name="unschedule"),
    path("desk/rounds/<str:code>/period/", desk.change_period, name="change_period"),
    path("desk/rounds/<str:code>/cancel/", desk.cancel, name="cancel"),
    path("desk/rounds/<str:code>/inquiries/", asking.asked, name="asked"),
    path("desk/inquiries/<str:public_id>/", asking.answer, name="answer"),
    path("desk/inquiries/<str:public_id>/decline/", asking.decline, name="decline"),
    path("desk/inquiries/<str:public_id>/unpublish/", asking.unpublish, name="unpublish"),
    path("desk/inquiries/<str:public_id>/reconsider/", asking.reconsider, name="reconsider"),
]
