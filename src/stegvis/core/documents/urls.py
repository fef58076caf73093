"""Addresses of the documents room."""

from django.urls import path

from stegvis.core.documents import views

app_name = "documents"
urlpatterns = [path("<str:public_id>/", views.download, name="download")]
