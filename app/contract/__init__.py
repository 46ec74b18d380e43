"""The public JSON: a request's text in, an answer's bytes out, and the schema of both.

Other programs are built on it, so it grows by optional fields only. Importing it costs pydantic's
start-up time: only `--json`, `--jsonl`, `schema` and the commands of the record do.
"""
