#!/usr/bin/python3
"""Writes what PyTorch's optimizers and schedulers do, for OptimizerGoldenTest.

apt-get install python3-torch
/usr/bin/python3 learner/src/test/python/golden_optimizers.py \
    > learner/src/test/resources/dev/tandem/learner/optimizer/optimizers.json
"""
import json
import math

import torch

STEPS = 8
SIZES = [3, 2]


def gradient(step, parameter, element):
    return math.sin(1.7 * step + 2.3 * parameter + 0.9 * element) * (0.5 + element)


def start(parameter, element):
    return 0.3 * (element + 1) - 0.8 * parameter


def run(name, make, clip=None):
    tensors = [torch.nn.Parameter(torch.tensor([start(p, e) for e in range(n)])) for p, n in enumerate(SIZES)]
    optimizer = make(tensors)
    states = []
    for step in range(STEPS):
        for p, tensor in enumerate(tensors):
            tensor.grad = torch.tensor([gradient(step, p, e) for e in range(SIZES[p])])
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(tensors, clip)
        optimizer.step()
        states.append([tensor.tolist() for tensor in tensors])
    return {"name": name, "clipNorm": clip, "values": states}


def rates(name, make, steps=30):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    factors = []
    for _ in range(steps):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return {"name": name, "factors": factors}


O = torch.optim
S = torch.optim.lr_scheduler
print(json.dumps({
    "torch": torch.__version__,
    "optimizers": [
        run("sgd plain", lambda t: O.SGD(t, lr=0.1)),
        run("sgd momentum decay", lambda t: O.SGD(t, lr=0.1, momentum=0.9, weight_decay=0.05)),
        run("sgd nesterov decay", lambda t: O.SGD(t, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05)),
        run("adam", lambda t: O.Adam(t, lr=0.02)),
        run("adam decay clipped", lambda t: O.Adam(t, lr=0.02, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1), 0.7),
        run("adamw decay", lambda t: O.AdamW(t, lr=0.02, weight_decay=0.1)),
        run("rmsprop", lambda t: O.RMSprop(t, lr=0.02)),
        run("rmsprop momentum decay", lambda t: O.RMSprop(t, lr=0.02, alpha=0.9, eps=1e-6, momentum=0.8, weight_decay=0.1)),
    ],
    "schedules": [
        rates("cosine", lambda o: S.CosineAnnealingLR(o, T_max=30, eta_min=0.1)),
        rates("cosine-restarts", lambda o: S.CosineAnnealingWarmRestarts(o, T_0=7, eta_min=0.1)),
        rates("warm-up", lambda o: S.LinearLR(o, start_factor=0.2, end_factor=1.0, total_iters=4)),
    ],
}, indent=1))
