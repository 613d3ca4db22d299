#!/usr/bin/python3
"""Small frozen networks as TorchScript and ONNX, and what PyTorch says they give, for EmbeddingTest.

    apt-get install python3-torch python3-onnx
    /usr/bin/python3 embedding/src/test/python/golden_embeddings.py embedding/src/test/resources/dev/tandem/embedding
"""

import json
import pathlib
import sys

import torch

CLIPS = 3
VALUES = 512


class Ear(torch.nn.Module):
    """Waveforms of shape (batch, samples) to (batch, 512)."""

    def __init__(self):
        super().__init__()
        self.first = torch.nn.Conv1d(1, 16, 64, stride=16)
        self.second = torch.nn.Conv1d(16, 16, 8, stride=4)
        self.last = torch.nn.Linear(16, VALUES)

    def forward(self, sound):
        hidden = torch.relu(self.first(sound.unsqueeze(1)))
        return self.last(torch.relu(self.second(hidden)).mean(-1))


class Eye(torch.nn.Module):
    """Pictures of shape (batch, 3, height, width) to (batch, 8, 2)."""

    def __init__(self):
        super().__init__()
        self.first = torch.nn.Conv2d(3, 8, 5, stride=3)
        self.last = torch.nn.Linear(8, 16)

    def forward(self, pictures):
        return self.last(torch.relu(self.first(pictures)).mean((-1, -2))).reshape(-1, 8, 2)


def noise(seed, count):
    """Whole numbers from 0 to 65,535: the upper half of a linear congruential generator's states."""
    state, numbers = seed, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        numbers.append(state >> 16)
    return torch.tensor(numbers)


def sounds():
    return torch.stack([(noise(seed, 8000) - 32768) / 32768 for seed in range(CLIPS)])


def pictures():
    return torch.stack([(noise(seed, 3 * 24 * 24) >> 8).reshape(3, 24, 24) / 255 for seed in range(CLIPS)])


def main(folder):
    torch.manual_seed(7)
    golden = {}
    for name, network, inputs in [("ear", Ear(), sounds()), ("eye", Eye(), pictures())]:
        network.eval()
        torch.jit.script(network).save(str(folder / f"{name}.pt"))
        torch.onnx.export(
            network,
            inputs,
            str(folder / f"{name}.onnx"),
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
        )
        with torch.no_grad():
            golden[name] = network(inputs).reshape(CLIPS, -1).tolist()
    (folder / "embeddings.json").write_text(json.dumps(golden))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
