"""Files, folders and downloads: what every layer stores and finds with."""
