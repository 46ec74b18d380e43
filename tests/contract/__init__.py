"""The public JSON, request and answer."""
