"""The append-only record: entries chained by hash, in a file or on a server, and the drafts."""
