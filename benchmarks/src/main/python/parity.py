#!/usr/bin/python3
"""Compares what the learner computed with PyTorch, or writes what PyTorch computes for a test; see docs/parity.md.

apt-get install python3-torch
parity.py compare CASE.json      prints a line of JSON; `benchmarks/run parity` makes the case
parity.py golden CASES.json      prints what each case computes, as norms and projections
"""
import json
import sys

import torch

import parity_data
from parity_peer import Peer, initial, wrong_fan

NUDGES = 2  # further runs in float32, each from weights moved by their last bit
WRONG = {"momentum": "conformer-late-linear", "padding": "cnn-late-linear", "direction": "mlp-film", "order": "mlp-film"}
ZERO = 1e-10  # share of the largest gradient's norm below which one is 0 but for rounding, in float64
FLOOR = 0.1  # share of the largest gradient's norm against which such a one is measured


def distance(a, b):
    """Of what both have; not a number where one of them lacks something."""
    if not torch.equal(a.isnan(), b.isnan()):
        return float("nan")
    return float((a.double() - b.double()).nan_to_num().norm())


def relative(ours, peer, exact):
    """By tensor, |a - b| / |b|; of gradients that are 0 in exact arithmetic, against FLOOR of the largest."""
    if ours.keys() != peer.keys():
        raise ValueError(f"only one side has {sorted(ours.keys() ^ peer.keys())}")
    largest = max(float(x.norm()) for name, x in exact.items() if name.startswith("gradient."))
    result = {}
    for name, b in peer.items():
        zero = name.startswith("gradient.") and float(exact[name].norm()) < ZERO * largest
        scale = FLOOR * largest if zero else max(float(b.double().norm()), 1e-30)
        result[name] = distance(ours[name].reshape(b.shape), b) / scale
    return result


def worst(values):
    """By kind, the largest of its tensors."""
    found = {}
    for name, value in values.items():
        kind = name.split(".")[0]
        if value >= found.get(kind, ("", -1.0))[1] or value != value:
            found[kind] = name, value
    return {kind: {"tensor": name.split(".", 1)[1], "value": value} for kind, (name, value) in found.items()}


def spread(runs, exact):
    """How far runs in float32 are from float64 at most: by loss curve, by tensor, and of all parameters together."""
    far = [{name: distance(run[name].reshape(x.shape), x) for name, x in exact.items()} for run in runs]
    for one in far:
        one["all"] = sum(d * d for name, d in one.items() if name.startswith("parameter.")) ** 0.5
    return {name: max(one[name] for one in far) for name in far[0]}


def compare(case):
    data, java = parity_data.of(case), parity_data.read(case["learner"])
    step = {name: x for name, x in java.items() if name.split(".")[0] not in ("losses", "parameter")}
    path = {name: x for name, x in java.items() if name not in step}
    exact = Peer(case, data, torch.float64).step()
    single = Peer(case, data, torch.float32).step()
    answer = {"torch": torch.__version__, "step": worst(relative(step, single, exact)),
              "learnerToExact": worst(relative(step, exact, exact)), "peerToExact": worst(relative(single, exact, exact))}
    if case["steps"]:
        run = lambda dtype, nudge=None: Peer(case, data, dtype, nudge=nudge).trajectory(case["steps"], case["rate"])
        exact = run(torch.float64)
        if path.keys() != exact.keys():
            raise ValueError(f"only one side has {sorted(path.keys() ^ exact.keys())}")
        own = spread([path], exact)
        peer = spread([run(torch.float32, n) for n in [None, *range(NUDGES)]], exact)
        scale = sum(float(x.double().norm()) ** 2 for name, x in exact.items() if name.startswith("parameter.")) ** 0.5
        answer["trajectory"] = {
            "learner": own["all"] / scale, "peer": peer["all"] / scale,
            "losses": worst({name: own[name] / max(peer[name], 1e-6) for name in own if name.startswith("losses.")}),
            "tensors": worst({name: own[name] / max(peer[name], 1e-6 * float(exact[name].double().norm()), 1e-9)
                              for name in own if name.startswith("parameter.")})}
    return answer


def summary(name, x):
    """The numbers themselves of logits and losses; else the norm, and the product with a stream of the name."""
    x = x.double().flatten()
    if name.startswith(("logits.", "loss.")):
        return [float(f"{v:.9g}") for v in x.tolist()]
    probe = torch.from_numpy(parity_data.uniform(0, "probe." + name, len(x)))
    return [float(f"{v:.9g}") for v in (float(x.norm()), float(x @ probe))]


def summaries(case, wrong=None):
    """In float32; gradients that are 0 but for rounding are written as 0."""
    data = parity_data.of(case)
    single = Peer(case, data, torch.float32, wrong).step()
    exact = Peer(case, data, torch.float64, wrong).step()
    largest = max(float(x.norm()) for name, x in exact.items() if name.startswith("gradient."))
    zero = [name for name, x in exact.items() if name.startswith("gradient.") and float(x.norm()) < ZERO * largest]
    return {name: [0.0, 0.0] if name in zero else summary(name, x) for name, x in single.items()}


def deviations(tensors):
    return {name: [len(x.flatten()), float(f"{float(x.double().std(unbiased=False)):.6g}"),
                   float(f"{float(x.double().mean()):.6g}")] for name, x in tensors.items()}


def golden(cases):
    by_name = {case["name"]: case for case in cases}
    started = ["resnet18-late-mlp", "conformer-transformer", "cnn-film", "mlp-gated", "mlp-late-linear"]
    residual = by_name["resnet18-late-mlp"]["architecture"]
    return {"torch": torch.__version__, "seed": cases[0]["seed"],
            "cases": {name: summaries(case) for name, case in by_name.items()},
            "wrong": {wrong: {"case": name, "numbers": summaries(by_name[name], wrong)} for wrong, name in WRONG.items()},
            "initial": {name: deviations(initial(by_name[name]["architecture"])) for name in started},
            "wrongFan": {"case": "resnet18-late-mlp", "numbers": deviations(wrong_fan(initial(residual)))}}


if __name__ == "__main__":
    torch.set_num_threads(1)
    with open(sys.argv[2]) as file:
        asked = json.load(file)
    print(json.dumps({"compare": compare, "golden": golden}[sys.argv[1]](asked)))
