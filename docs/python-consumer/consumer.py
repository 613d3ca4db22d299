#!/usr/bin/env python3
"""Follows a Tandem model by its topics and answers every clip with the newest version, as JSON lines.

    pip install confluent-kafka fastavro safetensors torch
    python consumer.py --bootstrap-server localhost:9092
"""
import argparse, hashlib, io, json, pathlib
import fastavro, torch
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition
from network import Tandem
from safetensors.torch import load

SCHEMAS = {s["name"]: s for s in json.loads(pathlib.Path(__file__).with_name("records.avsc").read_text())}


def decode(name, value):
    """A record in Avro's single-object encoding: 10 bytes of marker and fingerprint, then the record."""
    if value[:10].hex() != "c301" + SCHEMAS[name]["fingerprint"]:
        raise ValueError(f"no {name}, or of another version than records.avsc")
    return fastavro.schemaless_reader(io.BytesIO(value[10:]), SCHEMAS[name]["schema"])


def tensor(part):
    kind = torch.float32 if part["elementType"] == "FLOAT32" else torch.uint8
    values = torch.frombuffer(bytearray(part["payload"]), dtype=kind).float()
    return (values * part["scale"] + part["offset"]).reshape(1, *part["shape"])


def fetch(chunks, topic, manifest, time):
    """The payload: its chunks lie behind the first record of their manifest's time."""
    start = chunks.offsets_for_times([TopicPartition(topic, 0, max(0, time - 500))])[0]
    chunks.assign([start])
    name = "{model}@{generation}.{version}#".format(**manifest)
    found = {}
    while len(found) < manifest["chunks"]:
        message = chunks.poll(10)
        if message is None or message.error():
            raise ValueError(f"only {len(found)} of {manifest['chunks']} chunks came")
        if message.value() and message.key().decode().startswith(name):
            found[int(message.key()[len(name):])] = message.value()
    payload = b"".join(found[i] for i in range(manifest["chunks"]))
    if hashlib.sha256(payload).hexdigest() != manifest["sha256"]:
        raise ValueError("the payload is not the one that the manifest describes")
    return payload


def build(manifest, payload):
    model, weights = Tandem(json.loads(manifest["architecture"])), load(payload)
    model.load_state_dict({name: weights[name] for name in model.state_dict()})
    return model.eval()


def answer(manifest, fused):
    """A class, or, of a regression, the value of each target."""
    if json.loads(manifest["architecture"]).get("task") == "regression":
        return {"values": dict(zip(manifest["classNames"], fused.tolist()))}
    return {"class": manifest["classNames"][int(fused.argmax())]}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bootstrap-server", default="localhost:9092")
    options.add_argument("--prefix", default="av")
    options.add_argument("--model", default="av")
    options.add_argument("--group", default="tandem-python", help="consumers of one group share the clips")
    options.add_argument("--clips", type=int, default=0, help="end after so many answers; 0 for never")
    o = options.parse_args()
    settings = {"bootstrap.servers": o.bootstrap_server, "group.id": o.group, "enable.auto.commit": False,
                "isolation.level": "read_committed", "auto.offset.reset": "earliest"}
    versions, chunks, clips = (Consumer(settings) for _ in range(3))
    versions.assign([TopicPartition(o.prefix + ".models.v1", 0, OFFSET_BEGINNING)])
    clips.subscribe([o.prefix + ".clips.v1"])
    manifests, pointer, served, model, answered = {}, None, None, None, 0
    while not o.clips or answered < o.clips:
        while message := versions.poll(0 if model else 1):
            key = (message.key() or b"").decode()
            if message.error() or not message.value():
                manifests.pop(key, None)
            elif key == o.model:
                pointer = "{model}@{generation}.{version}".format(**decode("ModelPointer", message.value()))
            elif key.startswith(o.model + "@"):
                manifests[key] = decode("ModelManifest", message.value()), message.timestamp()[1]
        if pointer in manifests and pointer != served:
            manifest, time = manifests[pointer]
            model = build(manifest, fetch(chunks, o.prefix + ".model-chunks.v1", manifest, time))
            served = pointer
        message = clips.poll(0.1) if model else None
        if message and not message.error():
            clip = decode("Clip", message.value())
            with torch.no_grad():
                logits = model({p["modality"]: tensor(p) for p in clip["parts"] if p["modality"] in model.encoders})
            print(json.dumps({"clipId": clip["clipId"], "version": served, **answer(manifest, logits["fused"][0]),
                              "complete": clip["complete"],
                              "logits": {head: values[0].tolist() for head, values in logits.items()}}), flush=True)
            clips.commit(message)
            answered += 1


if __name__ == "__main__":
    main()
