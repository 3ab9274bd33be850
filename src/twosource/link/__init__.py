"""Across the reports of a story: which parties, utterances and events are the same."""
