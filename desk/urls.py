from django.urls import path

from desk import views

app_name = "desk"

urlpatterns = [
    path("desk/", views.index, name="index"),
    path("desk/rounds/<str:code>/", views.board, name="board"),
]
