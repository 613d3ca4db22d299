"""As much of fastavro as the consumer needs, on Debian's python3-avro."""
import json

import avro.io
import avro.schema


def schemaless_reader(stream, schema):
    parsed = avro.schema.parse(json.dumps(schema))
    return avro.io.DatumReader(parsed).read(avro.io.BinaryDecoder(stream))
