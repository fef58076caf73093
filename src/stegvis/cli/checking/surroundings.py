"""Checks of what stands around the database: documents, mail, jobs, clock, disk."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection as mail_connection
from django.utils import timezone

from stegvis.cli.checking.finding import Finding, fault, well
from stegvis.cli.words import counted
from stegvis.core import clock, site, tenancy
from stegvis.core.jobs.queries import queue_age
from stegvis.core.notices import queries as notices
from stegvis.core.organisations.models import Tenant

LONGEST_WAIT = timedelta(minutes=10)
LEAST_FREE = 1024**3
MAIL_PATIENCE = timedelta(seconds=5)
NAME_THE_HOSTS = (
    "Set STEGVIS_HOSTS to the whole names Stegvis is reached by, the one for links first, such as "
    "stegvis.kommunen.se."
)


def documents() -> Finding:
    """The folder for documents can be written to, by us alone."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return fault(
            "documents",
            f"{folder} can't be written to ({error.strerror})",
            f"Give it to the user that runs Stegvis: chown -R USER {folder}",
        )
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        return fault(
            "documents", f"others may look into {folder} (mode {mode:o})", f"chmod 700 {folder}"
        )
    return well("documents", f"{folder} is private")


def mail() -> Finding:
    """Messages leave the house: the mail server answers and lets us in."""
    if settings.EMAIL_HOST:
        return _mail_server()
    if not settings.PRODUCTION:
        return well("mail", f"written to files in {settings.EMAIL_FILE_PATH}")
    return fault(
        "mail",
        f"nothing is sent, only written to files in {settings.EMAIL_FILE_PATH}",
        "Set STEGVIS_MAIL_HOST and STEGVIS_MAIL_FROM.",
    )


def _mail_server() -> Finding:
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection = mail_connection(timeout=MAIL_PATIENCE.total_seconds())
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        return fault(
            "mail",
            f"{server} doesn't take messages ({error})",
            "See that STEGVIS_MAIL_HOST, _PORT, _TLS, _USER and _PASSWORD are right. Messages "
            "wait and are tried again meanwhile.",
        )
    connection.close()
    return well("mail", f"{server} takes messages")


def undelivered() -> Finding:
    """No notice has failed for good lately."""
    reasons: Counter[str] = Counter()
    for tenant in Tenant.objects.order_by("pk"):
        with tenancy.tenant_scope(tenant.pk):
            reasons.update(notices.given_up().values_list("reason", flat=True))
    if reasons:
        told = ", ".join(f"{reason} {times}" for reason, times in reasons.most_common())
        return fault(
            "notices",
            f"{reasons.total()} never arrived in the last {notices.TOLD.days} days ({told})",
            "See that mail and text messages leave the house (STEGVIS_MAIL_HOST, "
            "STEGVIS_SMS_URL), and tell by another way whoever waits for an answer.",
        )
    return well("notices", f"none was given up in the last {notices.TOLD.days} days")


def worker() -> Finding:
    """No job has waited long for a worker."""
    age = queue_age()
    if age > LONGEST_WAIT:
        minutes = int(age.total_seconds() // 60)
        return fault(
            "worker",
            f"work has waited {counted(minutes, 'minute')} for one",
            "Start the worker: stegvis worker, or systemctl start stegvis-worker",
        )
    return well("worker", "no job has waited long")


def hosts() -> Finding:
    """The product is reached by names of its own, and the links of letters lead to one of them."""
    named = ", ".join(settings.ALLOWED_HOSTS)
    if not settings.PRODUCTION:
        return well("hosts", f"answers to {named}")
    if "*" in settings.ALLOWED_HOSTS:
        return fault("hosts", "any name at all is answered (*)", NAME_THE_HOSTS)
    try:
        there = site.address()
    except site.NoAddressError:
        return fault(
            "hosts",
            f"letters with a link wait: {named} is no address that leads here from elsewhere",
            NAME_THE_HOSTS,
        )
    return well("hosts", f"answers to {named}; links lead to {there}")


def time() -> Finding:
    """What the clock says, for whoever looks; an unknown time zone doesn't start at all."""
    local = timezone.localtime(clock.now())
    return well("time", f"{local:%Y-%m-%d %H:%M} in {settings.TIME_ZONE}")


def disk() -> Finding:
    """There is room for documents, the database and the log."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    room = f"{free / 1024**3:.1f} GB free in {settings.DATA_DIR}"
    if free < LEAST_FREE:
        return fault("disk", room, "Make room, or move STEGVIS_DATA to a larger disk.")
    return well("disk", room)


def data_folder() -> Finding:
    """Nobody else may look into the data folder."""
    folder = Path(settings.DATA_DIR)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        return fault(
            "data folder", f"others may look into {folder} (mode {mode:o})", f"chmod 700 {folder}"
        )
    owner = "root" if os.geteuid() == 0 else "this user"
    return well("data folder", f"{folder} belongs to {owner} alone")
