#!/usr/bin/env python3
"""Writes features, labels and stream marks for Tandem; as a program, clips that come as JSON lines.

    pip install confluent-kafka fastavro
    python producer.py --bootstrap-server localhost:9092 --stream cam-1 < clips.jsonl

A line: {"clipId": "cam-1-7", "clipTime": 1767225600000, "features": {"audio": [[0.1, 0.2], [0.3, 0.4]]}, "label": "dog"}
"""
import argparse, io, json, pathlib, struct, sys, time
import fastavro
from confluent_kafka import KafkaException, Producer

SCHEMAS = {s["name"]: s for s in json.loads(pathlib.Path(__file__).with_name("records.avsc").read_text())}
DELIVERY = {"enable.idempotence": True, "acks": "all", "message.max.bytes": 16 << 20, "linger.ms": 5,
            "partitioner": "murmur2_random"}  # one key, one partition, whoever writes it


def encode(name, record):
    """Avro's single-object encoding: 10 bytes of marker and fingerprint, then the record."""
    out = io.BytesIO()
    out.write(bytes.fromhex("c301" + SCHEMAS[name]["fingerprint"]))
    fastavro.schemaless_writer(out, SCHEMAS[name]["schema"], record)
    return out.getvalue()


def flat(values):
    """The numbers of nested lists, row by row, and their shape."""
    if not isinstance(values, (list, tuple)):
        return [float(values)], []
    parts = [flat(value) for value in values]
    shapes = [shape for _, shape in parts]
    if not parts or shapes.count(shapes[0]) < len(shapes):
        raise ValueError("the features' lists are empty, or not of one length")
    return [number for numbers, _ in parts for number in numbers], [len(parts), *shapes[0]]


class Stream:
    """One stream's records and marks. Times are milliseconds since the epoch, as integers.

    A record's time is when it became known: a clip's end for features, that or later for a label. What start() and
    heartbeat() say is a promise: nothing older follows. Say it once a second, whether there are clips or not; a stream
    that says nothing for stream.expiry is taken for dead, and one that never says end() holds the others up until then.
    """

    def __init__(self, settings, prefix, name, modalities):
        self.name, self.failure = name, None
        self.features_topics = {m: f"{prefix}.features.{m}.v1" for m in modalities}
        self.labels_topic = f"{prefix}.labels.v1"
        self.kafka = Producer({**settings, **DELIVERY})
        topics = [*self.features_topics.values(), self.labels_topic]
        known = self.kafka.list_topics(timeout=10).topics
        if missing := [topic for topic in topics if topic not in known]:
            raise ValueError(f"the topics {', '.join(missing)} are missing; create them with tandem topics create")
        self.partitions = [(topic, p) for topic in topics for p in known[topic].partitions]

    def start(self, time):
        self._mark("START", time)

    def heartbeat(self, time):
        self._mark("HEARTBEAT", time)

    def end(self, time):
        """Returns when the broker has everything."""
        self._mark("END", time)
        self.flush()

    def features(self, clip, clip_time, modality, values, time, extractor=("python", "1")):
        """Floats of any shape; the same extractor and shape for each clip of a modality."""
        numbers, shape = flat(values)
        if not shape:
            raise ValueError(f"the features of {modality} must be a list")
        self._send(self.features_topics[modality], clip, time, "Features", {
            "clipId": clip, "clipTime": clip_time, "stream": self.name, "gateway": "", "modality": modality,
            "segment": 0, "segments": 1, "extractor": {"name": extractor[0], "version": extractor[1]},
            "elementType": "FLOAT32", "scale": 1.0, "offset": 0.0, "shape": shape,
            "payload": struct.pack(f"<{len(numbers)}f", *numbers)})

    def label(self, clip, clip_time, label, time, kind="LABEL"):
        """A class by its name, or a list of values in the order of trainer.targets.

        The kind CORRECTION counts in place of what others said; None is a RETRACTION: nothing that was said counts.
        """
        if label is None:
            label, kind = "", "RETRACTION"
        named = isinstance(label, str)
        self._send(self.labels_topic, clip, time, "Label", {
            "clipId": clip, "clipTime": clip_time, "stream": self.name, "gateway": "",
            "className": label if named else "", "targets": [] if named else [float(v) for v in label],
            "kind": kind})

    def flush(self):
        """Returns when the broker has everything; raises where it took something not."""
        self.kafka.flush()
        self._fail()

    def _mark(self, kind, time):
        for topic, partition in self.partitions:
            self._send(topic, self.name, time, "StreamMark",
                       {"stream": self.name, "kind": kind, "time": time}, partition=partition)

    def _send(self, topic, key, time, schema, record, **where):
        self._fail()
        value = encode(schema, record)
        while True:
            try:
                self.kafka.produce(topic, key=key, value=value, timestamp=time, on_delivery=self._delivered, **where)
                break
            except BufferError:  # Kafka is slow: wait, as what was captured must not be lost
                self.kafka.poll(0.1)
        self.kafka.poll(0)

    def _delivered(self, error, message):
        self.failure = self.failure or error

    def _fail(self):
        if self.failure:
            raise KafkaException(self.failure)


def clips(lines):
    """Those that can be written; of the others, stderr says why not."""
    for number, line in enumerate(lines, 1):
        try:
            clip = json.loads(line)
            for values in clip["features"].values():
                flat(values)
            yield clip
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            print(f"line {number} is left out: {e!r}", file=sys.stderr)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bootstrap-server", default="localhost:9092")
    options.add_argument("--prefix", default="av")
    options.add_argument("--stream", required=True, help="nobody else's; clip ids begin with it where a line has none")
    options.add_argument("--modalities", default="audio,video")
    options.add_argument("--extractor", default="python:1", help="NAME:VERSION of what made the features")
    options.add_argument("--length", type=int, default=1000, help="of a clip, in milliseconds")
    o = options.parse_args()
    stream = Stream({"bootstrap.servers": o.bootstrap_server}, o.prefix, o.stream, o.modalities.split(","))
    extractor, until, written = tuple(o.extractor.split(":", 1)), None, 0
    for clip in clips(sys.stdin):
        begin = int(clip.get("clipTime", time.time() * 1000))
        if until is None:
            stream.start(begin)
        elif begin + o.length < until:
            print(f"{begin} is left out: a clip of {until} came before it", file=sys.stderr)
            continue
        until, name = begin + o.length, clip.get("clipId", f"{o.stream}-{begin}")
        for modality, values in clip["features"].items():
            stream.features(name, begin, modality, values, until, extractor)
        if "label" in clip:
            stream.label(name, begin, clip["label"], until)
        stream.heartbeat(until)
        written += 1
    if until is not None:
        stream.end(until)
    print(json.dumps({"stream": o.stream, "clips": written}))


if __name__ == "__main__":
    try:
        main()
    except (ValueError, KafkaException) as e:
        sys.exit(f"producer.py: {e}")
