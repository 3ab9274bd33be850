"""Twosource: many outlets' reports of one event, one sourced account."""
