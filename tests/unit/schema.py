#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""schema.py COMMAND FILE: every object in FILE is as docs/schemas/COMMAND.json says; at least one is there."""
import json
import pathlib
import sys
import warnings

import jsonschema

warnings.simplefilter("ignore")
folder = pathlib.Path(__file__).resolve().parents[2] / "docs" / "schemas"
command, answer = sys.argv[1], pathlib.Path(sys.argv[2]).read_text()
schemas = {file.stem: json.loads(file.read_text()) for file in folder.glob("*.json")}
for schema in schemas.values():
    jsonschema.Draft7Validator.check_schema(schema)
resolver = jsonschema.RefResolver(schemas[command]["$id"], schemas[command],
                                  store={schema["$id"]: schema for schema in schemas.values()})
decoder, at, count = json.JSONDecoder(), 0, 0
while answer[at:].strip():
    at += len(answer[at:]) - len(answer[at:].lstrip())
    value, at = decoder.raw_decode(answer, at)
    jsonschema.Draft7Validator(schemas[command], resolver=resolver).validate(value)
    count += 1
sys.exit(not count)
