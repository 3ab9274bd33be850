"""The command line: one file a command. The one place that prints."""
