#!/usr/bin/python3
"""Milliseconds of a training step of PyTorch eager: the network, losses and optimizer of StepBenchmark.

apt-get install python3-torch libopenblas0-serial
/usr/bin/python3 benchmarks/src/main/python/torch_step.py mlp|cnn SECONDS
"""
import json
import statistics
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
BATCH, CLASSES, Z = 32, 10, 64


def mlp(size, widths):
    layers = [nn.Flatten()]
    for width in widths + [Z]:
        layers += [nn.Linear(size, width), nn.LayerNorm(width), nn.ReLU()]
        size = width
    return nn.Sequential(*layers)


def cnn(channels, height, width, widths):
    layers = [nn.LayerNorm([channels, height, width], elementwise_affine=False)]
    for out in widths:
        height, width = (height + 1) // 2, (width + 1) // 2
        layers += [nn.Conv2d(channels, out, 3, 2, 1), nn.LayerNorm([out, height, width], elementwise_affine=False), nn.ReLU()]
        channels = out
    layers += [nn.Flatten(), nn.Linear(channels * height * width, Z), nn.LayerNorm(Z), nn.ReLU()]
    return nn.Sequential(*layers)


NETWORKS = {
    "mlp": (lambda: [mlp(512, [256]), mlp(512, [256])], [(512,), (512,)]),
    "cnn": (lambda: [cnn(1, 40, 98, [8, 16, 32]), cnn(3, 28, 28, [8, 16])], [(1, 40, 98), (3, 28, 28)]),
}


def blas():
    with open("/proc/self/maps") as maps:
        files = {line.split()[-1] for line in maps if "libblas" in line}
    return " ".join(sorted(files))


def main(name, seconds):
    make, shapes = NETWORKS[name]
    encoders = nn.ModuleList(make())
    heads = nn.ModuleList(nn.Linear(Z, CLASSES) for _ in encoders)
    fusion = nn.ModuleList(nn.Linear(Z, CLASSES, bias=m == 0) for m in range(len(encoders)))
    parameters = [*encoders.parameters(), *heads.parameters(), *fusion.parameters()]
    optimizer = torch.optim.Adam(parameters, lr=0.002)
    loss = nn.CrossEntropyLoss()
    inputs = [torch.rand(BATCH, *shape) for shape in shapes]
    labels = torch.arange(BATCH) % CLASSES

    def step():
        optimizer.zero_grad(set_to_none=True)
        zs = [encoder(x) for encoder, x in zip(encoders, inputs)]
        total = loss(sum(f(z) for f, z in zip(fusion, zs)), labels)
        for head, z in zip(heads, zs):
            total = total + loss(head(z), labels)
        total.backward()
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
    print(json.dumps({"torch": torch.__version__, "blas": blas(), "stepMillis": statistics.mean(times)}))


main(sys.argv[1], float(sys.argv[2]))
