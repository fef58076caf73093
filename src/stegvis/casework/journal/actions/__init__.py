"""Every change in the journal room: notes, drafts of notes, templates."""

from stegvis.casework.journal.actions.drafts import clear_drafts as clear_drafts
from stegvis.casework.journal.actions.drafts import close_with_case as close_with_case
from stegvis.casework.journal.actions.drafts import drop_draft as drop_draft
from stegvis.casework.journal.actions.drafts import finish_draft as finish_draft
from stegvis.casework.journal.actions.drafts import keep_draft as keep_draft
from stegvis.casework.journal.actions.notes import NoteFacts as NoteFacts
from stegvis.casework.journal.actions.notes import correct as correct
from stegvis.casework.journal.actions.notes import write as write
from stegvis.casework.journal.actions.templates import TemplateFacts as TemplateFacts
from stegvis.casework.journal.actions.templates import change_template as change_template
from stegvis.casework.journal.actions.templates import make_template as make_template
from stegvis.casework.journal.actions.templates import remove_template as remove_template
