"""Job ads as Platsbanken's JobSearch and JobStream publish them, read one at a time.

    with open_ads(path) as reader:
        for ad in reader:
            ...
    reader.report

Field names and meanings: JobSearch API by Arbetsförmedlingen (JobTech), version 1.16 and later.
"""

from stegvis.reference.jobsearch.ads import Ad, Concept, Employer, Requirements, Workplace
from stegvis.reference.jobsearch.faults import AdFileFault
from stegvis.reference.jobsearch.reader import AdReader, open_ads
from stegvis.reference.jobsearch.report import NotUnderstood, Report

__all__ = [
    "Ad",
    "AdFileFault",
    "AdReader",
    "Concept",
    "Employer",
    "NotUnderstood",
    "Report",
    "Requirements",
    "Workplace",
    "open_ads",
]
