"""A model's versions from its topics: manifest and pointer from one, the payload's chunks from the other."""
import hashlib, io, json, math, pathlib, sys, time, urllib.request
import fastavro
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition
from readout import Version
from safetensors.torch import load

SCHEMAS = {s["name"]: s for s in json.loads(pathlib.Path(__file__).with_name("records.avsc").read_text())}
CHUNK_SECONDS = 10  # that a version's next chunk may take
AGAIN_SECONDS = 30  # until a version that was not all there is looked for again


def say(text):
    print(text, file=sys.stderr, flush=True)


def decode(name, value):
    """A record in Avro's single-object encoding: 10 bytes of marker and fingerprint, then the record."""
    if not value or value[:10].hex() != "c301" + SCHEMAS[name]["fingerprint"]:
        raise ValueError(f"it is no {name}, or one of another schema than records.avsc has")
    return fastavro.schemaless_reader(io.BytesIO(value[10:]), SCHEMAS[name]["schema"])


def named(record):
    return "{model}@{generation}.{version}".format(**record)


class Versions:
    """Follows the pointer. While the version that it names cannot be loaded, the one before it answers."""

    def __init__(self, settings, prefix, model):
        self.model, self.topic = model, prefix + ".model-chunks.v1"
        self.log, self.chunks = Consumer(settings), Consumer(settings)
        self.log.assign([TopicPartition(prefix + ".models.v1", 0, OFFSET_BEGINNING)])
        self.manifests, self.pointed = {}, []  # by name, with record time; names that were pointed to, newest last
        self.again = {}  # when one that could not be loaded is tried again
        self.name, self.loaded = None, None

    def newest(self):
        """The manifest and the version that answer now; None until there are any."""
        while message := self.log.poll(0 if self.loaded else 1):
            key = (message.key() or b"").decode(errors="replace")
            try:
                self.read(key, message)
            except Exception as e:
                say(f"the record of {key} is not read: {e}")
        for name in reversed(self.pointed):
            if name == self.name or self.change(name):
                break
        return self.loaded

    def read(self, key, message):
        if message.error():
            raise KafkaException(message.error())
        if key == self.model and message.value():
            self.pointed.append(named(decode("ModelPointer", message.value())))
        elif key.startswith(self.model + "@"):
            self.manifests.pop(key, None)
            self.again.pop(key, None)
            if message.value():
                self.manifests[key] = decode("ModelManifest", message.value()), message.timestamp()[1]

    def change(self, name):
        """Whether that version answers from now on."""
        if name not in self.manifests or time.monotonic() < self.again.get(name, 0):
            return False
        manifest, at = self.manifests[name]
        try:
            self.name, self.loaded = name, (manifest, self.load(manifest, at))
        except Exception as e:
            late = isinstance(e, (OSError, KafkaException))  # what is not there may come; what is wrong stays wrong
            self.again[name] = time.monotonic() + AGAIN_SECONDS if late else math.inf
            say(f"{name} is not loaded{' yet' if late else ''}: {e}")
            return False
        self.pointed = self.pointed[self.pointed.index(name):]
        say(f"{name} answers")
        return True

    def load(self, manifest, at):
        reference = manifest["reference"]  # of a payload that is too large for the chunks' topic
        if reference and not reference.startswith("file:"):
            raise ValueError(f"its payload lies at {reference}; only chunks and file: are read here")
        payload = urllib.request.urlopen(reference).read() if reference else self.collect(manifest, at)
        if hashlib.sha256(payload).hexdigest() != manifest["sha256"]:
            raise ValueError("its payload has another SHA-256 than its manifest says")
        return Version(json.loads(manifest["architecture"]), load(payload))

    def collect(self, manifest, at):
        """The chunks, whose record time is their manifest's."""
        partition = TopicPartition(self.topic, 0, at)
        _, end = self.chunks.get_watermark_offsets(partition)  # first: what comes from now on lies behind this end
        start = self.chunks.offsets_for_times([partition])[0].offset
        self.chunks.assign([TopicPartition(self.topic, 0, start if start >= 0 else end)])
        keys, found = [f"{named(manifest)}#{i}".encode() for i in range(manifest["chunks"])], {}
        while len(found) < len(keys):
            message = self.chunks.poll(CHUNK_SECONDS)
            if message is None or message.error():
                raise TimeoutError(f"{len(found)} of its {len(keys)} chunks came")
            if message.value() and message.key() in keys:
                found[message.key()] = message.value()
        return b"".join(found[key] for key in keys)
