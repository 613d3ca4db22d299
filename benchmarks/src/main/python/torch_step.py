#!/usr/bin/python3
"""A training step of PyTorch eager: milliseconds, and the most memory that the process has had resident.

The network is that of the Python consumer, losses and optimizer are those of StepBenchmark.

apt-get install python3-torch libopenblas0-serial
/usr/bin/python3 benchmarks/src/main/python/torch_step.py ARCHITECTURE BATCH SECONDS
"""
import json
import pathlib
import statistics
import sys
import time

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "docs" / "python-consumer"))
from network import Tandem  # noqa: E402

torch.set_num_threads(1)
torch.manual_seed(0)


def blas():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "libblas" in line}
    return " ".join(sorted(files))


def peak_megabytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM:"))


def main(architecture, batch, seconds):
    model = Tandem(architecture).train()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.002)
    loss = nn.CrossEntropyLoss()
    inputs = {m["name"]: torch.rand(batch, *m["inputShape"]) for m in architecture["modalities"]}
    labels = torch.arange(batch) % architecture["classes"]

    def step():
        optimizer.zero_grad(set_to_none=True)
        sum(loss(logits, labels) for logits in model(inputs).values()).backward()
        optimizer.step()

    end = time.perf_counter() + seconds / 2
    while time.perf_counter() < end:
        step()
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append(1e3 * (time.perf_counter() - start))
    print(json.dumps({"torch": torch.__version__, "blas": blas(), "stepMillis": statistics.mean(times),
                      "peakMegabytes": peak_megabytes()}))


main(json.loads(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
