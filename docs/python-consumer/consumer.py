#!/usr/bin/env python3
"""Follows a Tandem model by its topics and answers every clip with the newest version, as JSON lines.

    pip install confluent-kafka fastavro safetensors torch
    python consumer.py --bootstrap-server localhost:9092
"""
import argparse, json
import torch
from confluent_kafka import Consumer
from connection import settings as connected
from versions import Versions, decode, named, say


def tensor(part):
    kind = torch.float32 if part["elementType"] == "FLOAT32" else torch.uint8
    values = torch.frombuffer(bytearray(part["payload"]), dtype=kind).float()
    return (values * part["scale"] + part["offset"]).reshape(1, *part["shape"])


def features(manifest, clip):
    """Tensors of the modalities that the model knows, which must be as its feature contract has them."""
    contract = {c["modality"]: (c["extractor"], c["shape"]) for c in manifest["contract"]}
    parts = {part["modality"]: part for part in clip["parts"] if part["modality"] in contract}
    if not parts:
        raise ValueError(f"it has none of {', '.join(contract)}")
    for name, part in parts.items():
        if (part["extractor"], part["shape"]) != contract[name]:
            raise ValueError(f"its {name} is {part['shape']} of {part['extractor']}; {contract[name]} is needed")
    return {name: tensor(part) for name, part in parts.items()}


def readout(answers, regression):
    """The fused answer; where the fusion has none for the clip, of classes the surest, of targets the first."""
    others = list(answers.values())
    return answers.get("fused") or (others[0] if regression else max(others, key=max))


def answer(manifest, version, value):
    """One line: a class, or, of a regression, the value of each target; and what every head says."""
    clip = decode("Clip", value)
    inputs = features(manifest, clip)
    answers, logits = ({head: x[0].tolist() for head, x in heads.items()} for heads in version(inputs))
    names, said = manifest["classNames"], readout(answers, version.regression)
    told = {"values": dict(zip(names, said))} if version.regression else {"class": names[said.index(max(said))]}
    complete = clip["complete"] and len(inputs) == len(manifest["contract"])
    return json.dumps({"clipId": clip["clipId"], "version": named(manifest), **told, "complete": complete,
                       "heads": answers, "logits": logits}, allow_nan=False)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--bootstrap-server", default="localhost:9092")
    options.add_argument("--command-config", help="settings for TLS or a login, in a file as Kafka's own tools take it")
    options.add_argument("--prefix", default="av")
    options.add_argument("--model", default="av")
    options.add_argument("--group", default="tandem-python", help="consumers of one group share the clips")
    options.add_argument("--clips", type=int, default=0, help="end after so many answers; 0 for never")
    o = options.parse_args()
    settings = {**(connected(o.command_config) if o.command_config else {}),
                "bootstrap.servers": o.bootstrap_server, "group.id": o.group, "enable.auto.commit": False,
                "isolation.level": "read_committed", "auto.offset.reset": "earliest"}
    versions, clips, answered = Versions(settings, o.prefix, o.model), Consumer(settings), 0
    clips.subscribe([o.prefix + ".clips.v1"])
    while not o.clips or answered < o.clips:
        newest = versions.newest()
        message = clips.poll(0.1) if newest else None
        if message is None:
            continue
        if message.error():
            say(f"clips: {message.error()}")
            continue
        try:
            print(answer(*newest, message.value()), flush=True)
            answered += 1
        except Exception as e:
            say(f"the clip at {message.partition()}:{message.offset()} is passed over: {e}")
        clips.commit(message)
    clips.close()


if __name__ == "__main__":
    main()
