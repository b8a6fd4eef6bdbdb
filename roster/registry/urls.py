from django.urls import path

from roster.registry import views

app_name = "registry"
REGISTRANT = "desk/registrants/<str:number>/"
CATEGORY = REGISTRANT + "<slug:category>/"
RECORD = REGISTRANT + "sheet/records/<int:order>/"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("desk/rounds/<str:code>/registration/", views.register, name="register"),
    path("desk/rounds/<str:code>/conclude/", views.conclude, name="conclude"),
    path("desk/registrants/", views.registrants, name="registrants"),
    path(REGISTRANT, views.registrant, name="registrant"),
    path(REGISTRANT + "conditions/", views.conditions, name="conditions"),
    path(REGISTRANT + "sheet/", views.sheet, name="sheet"),
    path(REGISTRANT + "sheet/start/", views.start_sheet, name="start_sheet"),
    path(REGISTRANT + "sheet/preview/", views.preview_sheet, name="preview_sheet"),
    path(REGISTRANT + "sheet/approve/", views.approve_sheet, name="approve_sheet"),
    path(REGISTRANT + "sheet/records/new/", views.track_record, name="new_track_record"),
    path(RECORD, views.track_record, name="track_record"),
    path(RECORD + "remove/", views.remove_track_record, name="remove_track_record"),
    path(CATEGORY + "suspend/", views.suspend, name="suspend"),
    path(CATEGORY + "resume/", views.resume, name="resume"),
    path(CATEGORY + "renew/", views.renew, name="renew"),
    path(CATEGORY + "deregister/", views.deregister, name="deregister"),
    path("desk/editions/", views.editions, name="editions"),
    path("desk/editions/publish/", views.publish_edition, name="publish_edition"),
    path("desk/editions/<int:number>.pdf", views.edition_pdf, name="edition_pdf"),
]
