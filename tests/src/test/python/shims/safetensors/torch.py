"""As much of safetensors as the consumer needs."""
import json
import struct

import torch


def load(data):
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            values = bytearray(data[8 + length + start : 8 + length + end])
            tensors[name] = torch.frombuffer(values, dtype=torch.float32).reshape(entry["shape"])
    return tensors


def load_file(path):
    with open(path, "rb") as file:
        return load(file.read())
