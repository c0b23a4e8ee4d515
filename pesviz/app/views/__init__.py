"""Views of the dashboard: inputs (drawer), stage (viewer and threshold), numbers (beside it)."""
