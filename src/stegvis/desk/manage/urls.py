"""Addresses of the manager's and the administrator's pages."""

from __future__ import annotations

from django.urls import path

from stegvis.desk.manage import admin_views, staff_views, views

app_name = "manage"
urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.unit_cases, name="cases"),
    path("board/", views.for_the_board, name="board"),
    path("staff/", staff_views.staff, name="staff"),
    path("staff/cover/", staff_views.add_cover, name="add_cover"),
    path("staff/cover/<str:public_id>/", staff_views.complete_cover, name="complete_cover"),
    path("staff/cover/<str:public_id>/end/", staff_views.end_cover, name="end_cover"),
    path("staff/supervision/", staff_views.add_supervision, name="add_supervision"),
    path(
        "staff/supervision/<str:public_id>/held/",
        staff_views.hold_supervision,
        name="hold_supervision",
    ),
    path(
        "staff/supervision/<str:public_id>/drop/",
        staff_views.drop_supervision,
        name="drop_supervision",
    ),
    path("staff/<str:public_id>/introduction/", staff_views.introduction, name="introduction"),
    path("openings/reviewed/", views.review_opening, name="review_opening"),
    path("log/", views.log_months, name="log"),
    path("log/<int:year>/<int:month>/", views.log_month, name="log_month"),
    path(
        "log/<int:year>/<int:month>/<str:public_id>/",
        views.log_of_manager,
        name="log_of_manager",
    ),
    path("administration/", admin_views.administrate, name="administration"),
    path("administration/account/", admin_views.add_account, name="add_account"),
    path("administration/account/<str:public_id>/", admin_views.account, name="account"),
    path("administration/account/<str:public_id>/role/", admin_views.add_role, name="add_role"),
    path("administration/account/<str:public_id>/end/", admin_views.end_role, name="end_role"),
    path("administration/account/<str:public_id>/sign-in/", admin_views.sign_in, name="sign_in"),
    path("administration/account/<str:public_id>/address/", admin_views.address, name="address"),
    path("administration/account/<str:public_id>/identity/", admin_views.identity, name="identity"),
    path("administration/unit/", admin_views.add_unit, name="add_unit"),
    path("administration/unit/<str:public_id>/", admin_views.unit, name="unit"),
    path("administration/organisations/", admin_views.organisations_kept, name="organisations"),
    path(
        "administration/organisations/<str:public_id>/",
        admin_views.organisation,
        name="organisation",
    ),
    path("administration/boards/", admin_views.boards, name="boards"),
]
