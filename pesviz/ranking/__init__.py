"""Rankings against labelled data: labels, scores, features and models."""
