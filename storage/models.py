"""All tables under one name: `from storage import models as m`, then `m.Page`."""

from __future__ import annotations

from storage.models_notices import Delivery, Event, Notice
from storage.models_pages import Base, Capture, Document, Fetch, MainText, Page, Run, Source
from storage.models_pledges import Decision, Match, Observation, Pledge, Statement

__all__ = [
    "Base",
    "Capture",
    "Decision",
    "Delivery",
    "Document",
    "Event",
    "Fetch",
    "MainText",
    "Match",
    "Notice",
    "Observation",
    "Page",
    "Pledge",
    "Run",
    "Source",
    "Statement",
]
