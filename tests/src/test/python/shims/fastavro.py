"""As much of fastavro as the scripts need, on Debian's python3-avro."""
import json

import avro.io
import avro.schema


def schemaless_reader(stream, schema):
    parsed = avro.schema.parse(json.dumps(schema))
    return avro.io.DatumReader(parsed).read(avro.io.BinaryDecoder(stream))


def schemaless_writer(stream, schema, record):
    parsed = avro.schema.parse(json.dumps(schema))
    avro.io.DatumWriter(parsed).write(record, avro.io.BinaryEncoder(stream))
