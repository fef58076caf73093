"""Every change in the meetings room."""

from stegvis.casework.meetings.actions.answering import answer as answer
from stegvis.casework.meetings.actions.booking import MeetingFacts as MeetingFacts
from stegvis.casework.meetings.actions.booking import Partner as Partner
from stegvis.casework.meetings.actions.booking import book as book
from stegvis.casework.meetings.actions.booking import move as move
from stegvis.casework.meetings.actions.ending import cancel as cancel
from stegvis.casework.meetings.actions.ending import close_with_case as close_with_case
from stegvis.casework.meetings.actions.ending import note_outcome as note_outcome
from stegvis.casework.meetings.actions.handing_over import go_with_case as go_with_case
from stegvis.casework.meetings.actions.links import end_link as end_link
from stegvis.casework.meetings.actions.links import make_link as make_link
from stegvis.casework.meetings.actions.reminding import choose_reminders as choose_reminders
