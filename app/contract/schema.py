"""The JSON Schema of requests and answers, made from the typed shapes."""

from typing import Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema, to_json

from app.contract.answer_shape import Answer, Refusal
from app.contract.record_shape import RECORD_LINE, Recorded, RecordedEntry
from app.contract.request_shape import REQUEST

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_json() -> bytes:
    """The schema as indented UTF-8, its last line end included."""
    return to_json(make_schema(), indent=2) + b"\n"


def make_schema() -> JsonSchemaValue:
    """A schema (2020-12) whose root is every answer; `$defs` holds what is asked.

    There are `Request`, and of the record `RecordLine`, `Recorded` and `RecordedEntry`.
    """
    refs, parts = TypeAdapter.json_schemas(
        [
            ("request", "validation", REQUEST),
            ("answer", "validation", TypeAdapter(Answer)),
            ("refusal", "validation", TypeAdapter(Refusal)),
            ("line to record", "validation", RECORD_LINE),
            ("recorded", "validation", TypeAdapter(Recorded)),
            ("entry", "validation", TypeAdapter(RecordedEntry)),
        ],
        schema_generator=_Plain,
    )
    return {
        "$schema": DIALECT,
        "title": "Vialwise: the answer to one order",
        "description": "Every answer is one of these two; $defs/Request is what is asked. "
        "$defs/RecordLine is what `record` takes, $defs/Recorded what it answers, "
        "$defs/RecordedEntry what `records` lists.",
        "oneOf": [refs["answer", "validation"], refs["refusal", "validation"]],
        **parts,
    }


class _Plain(GenerateJsonSchema):
    """Without what pydantic adds: each name once more as a title, and an OpenAPI keyword."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 pydantic's signature
        return False

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        union = super().tagged_union_schema(schema)
        union.pop("discriminator", None)
        return union
