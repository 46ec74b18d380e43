"""The worksheet as plain text."""
