from django.urls import path

from training import views

app_name = "training"

urlpatterns = [
    path("training/", views.index, name="index"),
    path("training/<str:public_id>/", views.enrolment, name="enrolment"),
    path("desk/rounds/<str:code>/training/", views.programme, name="programme"),
    path("desk/rounds/<str:code>/training/start/", views.start, name="start"),
    path("desk/rounds/<str:code>/training/enrol/", views.enrol_missing, name="enrol_missing"),
    path("desk/rounds/<str:code>/training/record/", views.record_class, name="record_class"),
    path("desk/enrolments/<str:public_id>/", views.record, name="record"),
    path("desk/enrolments/<str:public_id>/fail/", views.fail, name="fail"),
    path("desk/enrolments/<str:public_id>/withdraw/", views.withdraw, name="withdraw"),
]
