from django.urls import path

from recruitment.calls.views import desk, public

app_name = "calls"

urlpatterns = [
    path("calls/", public.index, name="index"),
    path("calls/<str:code>/", public.detail, name="detail"),
    path("calls/<str:code>/guideline/", public.guideline, name="guideline"),
    path("desk/rounds/", desk.rounds, name="rounds"),
    path("desk/rounds/new/", desk.create, name="create"),
    path("desk/rounds/<str:code>/edit/", desk.edit, name="edit"),
    path("desk/rounds/<str:code>/announce/", desk.announce, name="announce"),
    path("desk/rounds/<str:code>/period/", desk.change_period, name="change_period"),
    path("desk/rounds/<str:code>/extend/", desk.extend, name="extend"),
    path("desk/rounds/<str:code>/cancel/", desk.cancel, name="cancel"),
]
