"""Relaxed barriers by the nudged elastic band."""
