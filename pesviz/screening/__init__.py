"""Campaigns over many structures and the database of their results."""

from pesviz.screening.database import ResultsDatabase
from pesviz.screening.progress import CampaignProgress

__all__ = ["CampaignProgress", "ResultsDatabase"]
