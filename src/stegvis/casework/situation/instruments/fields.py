"""What a definition holds, declared once: it is read by this, and the guide and the template are
written from it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from stegvis.casework.situation.instruments.definition import RESPONDENTS
from stegvis.casework.situation.instruments.kinds import (
    Among,
    Field,
    InLanguages,
    Key,
    OneTable,
    Tables,
    Text,
    Whole,
)

MOST_ITEMS = 40
"""More than that, nobody goes through in one talk."""

STEPS = range(101)
"""Numbers that a step of the scale may have."""

ANCHORS = Tables(
    InLanguages(
        Text(80),
        beside=(Field("value", Whole(STEPS[0], STEPS[-1]), _("The number of the step.")),),
    ),
    apart="value",
    least=2,
    most=11,
)
ITEMS = Tables(
    OneTable(
        (
            Field("key", Key(), _("What its answers are stored under.")),
            Field("name", InLanguages(Text(80)), _("What it is called, in a few words.")),
            Field("asks", InLanguages(Text(400)), _("The question, as it is put.")),
        )
    ),
    apart="key",
    least=1,
    most=MOST_ITEMS,
)
DEFINITION = OneTable(
    (
        Field("key", Key(), _("What the instrument is known by, in every version.")),
        Field("version", Whole(1, 9999), _("Higher for every change, of a word too.")),
        Field(
            "licence",
            Text(200),
            _("Who may use the wording. Somebody else's instrument needs their leave."),
        ),
        Field("source", Text(200), _("Who made it.")),
        Field(
            "respondents", Among(RESPONDENTS), _("Who answers: the person, the coordinator, both.")
        ),
        Field("interval_days", Whole(7, 1095), _("Days until it is time to ask again.")),
        Field(
            "chosen_between",
            Whole(0, MOST_ITEMS),
            _("How many are chosen together in between; 0 asks all each time."),
        ),
        Field("name", InLanguages(Text(80)), _("What the instrument is called.")),
        Field("about", InLanguages(Text(400)), _("What stands above the questions.")),
        Field("anchors", ANCHORS, _("The steps of the scale, and what each one means.")),
        Field("items", ITEMS, _("What is asked, in this order.")),
    )
)
