from django.urls import path

from roster.results import views

app_name = "results"

urlpatterns = [
    path("status/", views.status, name="status"),
    path("press/", views.releases, name="releases"),
    path("press/<str:code>/", views.release, name="release"),
]
