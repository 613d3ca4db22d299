"""Weights and batches as CountedData and Counters of the benchmarks make them, or out of safetensors files."""
import json
import math
import struct

import numpy as np
import torch

MASK, INCREMENT = (1 << 64) - 1, 0x9E3779B97F4A7C15
ROWS = 8
OTHERS = "average.", "readout."  # of an exported version, no parameters


def mixed(z):
    """SplitMix64's finalizer, of an array."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def mixed_one(z):
    return int(mixed(np.array([z & MASK], dtype=np.uint64))[0])


def uniform(seed, name, count):
    """The first numbers of a stream: multiples of 2**-23 in [-1, 1), in float64."""
    fnv = 0xCBF29CE484222325
    for byte in name.encode():
        fnv = (fnv ^ byte) * 0x100000001B3 & MASK
    key = mixed_one(fnv ^ mixed_one(seed + INCREMENT))
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(INCREMENT)
    upper = mixed(np.uint64(key) + steps) >> np.uint64(40)
    return (upper.astype(np.float64) - 2**23) / 2**23


def read(path):
    """The float32 tensors of a safetensors file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header, data = json.loads(file.read(length)), file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            if entry["dtype"] != "F32":
                raise ValueError(f"{path}: tensor {name} is {entry['dtype']}; only F32 is read")
            values = np.frombuffer(data[slice(*entry["data_offsets"])], dtype="<f4")
            tensors[name] = torch.from_numpy(values.copy()).reshape(entry["shape"])
    return tensors


class Counted:
    """By a seed."""

    def __init__(self, seed):
        self.seed = seed

    def weights(self, shapes):
        return {name: self.weight(name, shape) for name, shape in shapes.items()}

    def weight(self, name, shape):
        u = uniform(self.seed, name, shape.numel())
        variance = name.endswith(".running_var")
        gain = len(shape) == 1 and (variance or name.endswith(".weight"))
        scale = math.sqrt(3 / (shape.numel() / shape[0])) if len(shape) > 1 else 0.5 if variance else 0.25 if gain else 0.1
        return torch.from_numpy((gain + scale * u).astype(np.float32)).reshape(shape)

    def batch(self, architecture, step):
        """Inputs, the rows that have them, and labels."""
        inputs, rows = {}, {}
        for m, modality in enumerate(architecture["modalities"]):
            name, shape = modality["name"], modality["inputShape"]
            values = uniform(self.seed, f"input.{name}.{step}", ROWS * math.prod(shape)).astype(np.float32)
            own = [r for r in range(ROWS) if not self.lacks(step, r, m)]
            if own:
                rows[name] = torch.tensor(own)
                inputs[name] = torch.from_numpy(values).reshape(ROWS, *shape)[own]
        labels = (uniform(self.seed, f"labels.{step}", ROWS) + 1) / 2 * architecture["classes"]
        return inputs, rows, torch.from_numpy(labels.astype(np.int64))

    @staticmethod
    def lacks(step, row, m):
        return m == {3: 0, 7: 1}[step % 10] if step % 10 in (3, 7) else row % 4 == m + 1


class Given:
    """Out of files; every step has the same batch."""

    def __init__(self, weights, inputs):
        self.given = {name: x for name, x in read(weights).items() if not name.startswith(OTHERS)}
        self.inputs = read(inputs)

    def weights(self, shapes):
        return self.given

    def batch(self, architecture, step):
        labels = self.inputs["labels"].long()
        names = [m["name"] for m in architecture["modalities"] if m["name"] in self.inputs]
        rows = {name: self.inputs.get(name + ".rows", torch.arange(len(labels))).long() for name in names}
        order = {name: rows[name].argsort() for name in names}  # as the learner has them
        return ({name: self.inputs[name][order[name]] for name in names},
                {name: rows[name][order[name]] for name in names}, labels)


def of(case):
    return Given(case["weights"], case["inputs"]) if "weights" in case else Counted(case["seed"])
