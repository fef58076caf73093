"""Addresses of the cases room."""

from __future__ import annotations

from django.urls import path

from stegvis.casework.cases.views import cases, intake, languages, tasks, together

app_name = "cases"
urlpatterns = [
    path("mine/", cases.mine, name="mine"),
    path("together/", together.together, name="together"),
    path("languages/", languages.languages, name="languages"),
    path("queue/", intake.queue, name="queue"),
    path("referral/<str:public_id>/", intake.referral, name="referral"),
    path("referral/<str:public_id>/take/", intake.take, name="take"),
    path("referral/<str:public_id>/refuse/", intake.refuse, name="refuse"),
    path("task/<str:public_id>/done/", tasks.task_done, name="task_done"),
    path("follow-ups/", tasks.follow_ups, name="follow_ups"),
    path("follow-up/<str:public_id>/", tasks.follow_up, name="follow_up"),
    path("follow-up/<str:public_id>/attempt/", tasks.attempt, name="attempt"),
    path("<str:public_id>/refer/", intake.refer, name="refer"),
    path("<str:public_id>/coordinator/", cases.assign, name="assign"),
    path("<str:public_id>/end/", cases.end, name="end"),
    path("<str:public_id>/reopen/", cases.reopen, name="reopen"),
    path("<str:public_id>/task/", tasks.task, name="task"),
]
