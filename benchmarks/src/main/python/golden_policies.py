#!/usr/bin/python3
"""Writes what the policies make of three batches on tiny networks, for GoldenPolicyTest; docs/policies.md has the format.

Computed in float64 by autograd, from the equations in docs/policies.md; nothing here is shared with the learner but
the networks' parameters, which the file has, and the generator of what is drawn.

apt-get install python3-torch
/usr/bin/python3 benchmarks/src/main/python/golden_policies.py \
    learner/src/test/resources/dev/tandem/learner/policy/policies.json

With a number behind the file, so many random cases instead.
"""
import itertools
import json
import math
import pathlib
import sys

import torch
from torch.nn.functional import cross_entropy, log_softmax, softmax

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "docs" / "python-consumer"))
from network import Representation, Tandem  # noqa: E402

CLASSES, BATCH, STEPS = 3, 6, 3
MASK = (1 << 64) - 1


class Splittable:
    """Java's SplittableRandom of a seed."""

    def __init__(self, seed):
        self.seed = seed & MASK

    def next_long(self):
        self.seed = z = (self.seed + 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        return z ^ z >> 31

    def next_double(self):
        return (self.next_long() >> 11) * 2.0**-53


def drawn(*numbers):
    """What is drawn for a place: each number after the other decides over a generator of its own."""
    seed = 0
    for number in numbers:
        seed = Splittable(seed + number).next_long()
    return Splittable(seed)


def normal(random, count):
    """Marsaglia's polar method."""
    values = []
    while len(values) < count:
        while True:
            x, y = 2 * random.next_double() - 1, 2 * random.next_double() - 1
            square = x * x + y * y
            if 0 < square < 1:
                break
        factor = math.sqrt(-2 * math.log(square) / square)
        values += [factor * x, factor * y]
    return torch.tensor(values[:count], dtype=torch.float64)


class Batch:
    def __init__(self, labels, inputs):
        self.labels, self.inputs = torch.tensor(labels), inputs
        self.rows = {m: torch.tensor([i for i, x in enumerate(xs) if x is not None]) for m, xs in inputs.items()}
        self.rows = {m: rows for m, rows in self.rows.items() if len(rows)}
        present = [set(rows.tolist()) for rows in self.rows.values()]
        whole = len(self.rows) == len(inputs)
        self.paired = sorted(set.intersection(*present)) if whole else []

    def encode(self, model, zeros=()):
        z = {}
        for m, rows in self.rows.items():
            x = torch.tensor([self.inputs[m][i] for i in rows.tolist()], dtype=torch.float64)
            z[m] = Representation(*model.encoders[m](torch.zeros_like(x) if m in zeros else x), rows)
        return z


def detached(z):
    return {m: Representation(x.pooled.detach(), x.tokens.detach() if x.tokens is not None else None, x.rows)
            for m, x in z.items()}


class Case:
    """One policy over three batches. Its heads' losses are of the rows that they answer, over the size of the batch."""

    def __init__(self, spec):
        self.spec, self.options = spec, spec["options"]
        self.names = [m["name"] for m in spec["architecture"]["modalities"]]
        self.model = Tandem(spec["architecture"]).double()
        own = self.model.state_dict()
        self.model.load_state_dict({n: torch.tensor(v, dtype=torch.float64).reshape(own[n].shape)
                                    for n, v in spec["parameters"].items()})
        self.state, self.sums, self.count = {}, [0.0] * len(self.names), 0.0
        self.paces = [1.0] * len(self.names)
        self.updates = None  # where they are not the gradients

    def option(self, name, standard):
        return float(self.options.get(f"learner.{name}", standard))

    # losses

    def loss(self, logits, rows):
        return cross_entropy(logits, self.batch.labels[rows], reduction="sum") / len(self.batch.labels)

    def answered(self):
        """Rows that the fusion answers."""
        fusion = self.spec["architecture"]["fusion"]
        name = fusion if isinstance(fusion, str) else fusion["name"]
        if name in ("film", "gated"):
            return self.batch.rows.get(self.names[1], torch.arange(0))
        return torch.arange(len(self.batch.labels))

    def fuse(self, z):
        return self.model.fusion(z, len(self.batch.labels)) if z else None

    def fused_loss(self, z):
        return self.loss(self.fuse(z), self.answered()) if len(self.answered()) else torch.zeros(())

    def unimodal_losses(self, z):
        return {m: self.loss(self.model.heads[m](x.pooled), x.rows) for m, x in z.items()}

    def gradients(self, loss):
        """By name, of what the loss depends on."""
        if not loss.requires_grad:
            return {}
        parameters = dict(self.model.named_parameters())
        found = torch.autograd.grad(loss, list(parameters.values()), retain_graph=True, allow_unused=True)
        return {n: g for (n, _), g in zip(parameters.items(), found) if g is not None}

    def probes(self, *heads):
        """Gradients of heads on detached representations."""
        z = detached(self.z)
        return self.gradients(sum(l for m, l in self.unimodal_losses(z).items() if m in heads))

    # scores

    def encoder_of(self, name):
        return next((i for i, m in enumerate(self.names) if name.startswith(f"encoders.{m}.")), None)

    def modality_of(self, name):
        prefixes = ("encoders.{}.", "heads.{}.", "fusion.{}.")
        return next((i for i, m in enumerate(self.names) if any(name.startswith(p.format(m)) for p in prefixes)), None)

    def is_paced(self, name):
        """Of the film and the transformer fusion nothing is scaled, and no bias of a sum."""
        own = self.model.fusion.__class__.__name__ in ("Sum", "LateMlp", "Gated", "Cosines")
        return self.modality_of(name) is not None and (own or not name.startswith("fusion."))

    def observe(self, logits):
        """Smoothed probabilities of the label on paired rows; None without any."""
        paired, half_life = self.batch.paired, self.spec["scoreHalfLife"]
        if not paired:
            return None
        kept = 0.0 if half_life == 0 else 2 ** (-len(paired) / half_life)
        for i, m in enumerate(self.names):
            position = {row: k for k, row in enumerate(self.batch.rows[m].tolist())}
            p = softmax(logits[m].detach(), 1)
            self.sums[i] = kept * self.sums[i] + sum(p[position[r], self.batch.labels[r]].item() for r in paired)
        self.count = kept * self.count + len(paired)
        return [s / self.count for s in self.sums]

    def leads(self, scores):
        """rho: a score over the mean of the others."""
        n = len(scores)
        return [s / ((sum(scores) - s) / (n - 1)) for s in scores]

    def level(self, ratio):
        return self.spec["deadZone"] > 0 and abs(ratio - 1) <= self.spec["deadZone"]

    def head_logits(self):
        return {m: self.model.heads[m](x.pooled) for m, x in self.z.items()}

    def term_logits(self):
        fusion = self.model.fusion
        return {m: fusion[m](x.pooled) + fusion.bias / len(self.names) for m, x in self.z.items()}

    # policies: each gives the gradients of a step

    def joint(self):
        return {**self.gradients(self.fused_loss(self.z)), **self.probes(*self.names)}

    mmcosine = joint

    def multi_loss(self):
        return self.gradients(self.fused_loss(self.z) + sum(self.unimodal_losses(self.z).values()))

    def ensemble(self):
        own = self.gradients(sum(self.unimodal_losses(self.z).values()))
        return {**own, **self.gradients(self.fused_loss(detached(self.z)))}

    def scaled(self, gradients, scales):
        return {n: g * self.paces[self.modality_of(n)] if scales(n) else g for n, g in gradients.items()}

    def mlb(self):
        scores = self.observe(self.head_logits())
        alpha, beta_max = self.spec["alpha"], self.spec["betaMax"]
        for i, lead in enumerate(self.leads(scores) if scores else []):
            ratio = 1 / lead
            beta = beta_max if ratio > 1 else 2
            self.paces[i] = 1.0 if self.level(ratio) else 1 + (beta - 1) * math.tanh(alpha * (ratio - 1))
        return self.scaled(self.multi_loss(), self.is_paced)

    def ogm(self, noise=False):
        scores = self.observe(self.term_logits())
        for i, lead in enumerate(self.leads(scores) if scores else []):
            slow = lead > 1 and not self.level(1 / lead)
            self.paces[i] = 1 - math.tanh(self.spec["alpha"] * lead) if slow else 1.0
        plain = self.joint()
        kernels = self.options.get("learner.ogm.kernels-only") == "on"
        modulated = lambda n: self.encoder_of(n) is not None and (not kernels or plain[n].dim() == 4)
        gradients = self.scaled(plain, modulated)
        ordinals = {n: i for i, n in enumerate(self.spec["parameters"])}
        for n in gradients if noise else []:
            if modulated(n):
                width = plain[n].std().item() + 1e-8 if plain[n].numel() > 1 else 1e-8
                random = drawn(self.spec["seed"], self.number, 0, ordinals[n])
                gradients[n] = gradients[n] + width * normal(random, plain[n].numel()).reshape(plain[n].shape)
        return gradients

    def ogm_ge(self):
        return self.ogm(True)

    def opm(self):
        q, lam, share = self.option("opm.q", 0.5), self.option("opm.lambda", 0.5), self.option("opm.share", 0.7)
        scores = self.observe(self.term_logits())
        if scores:
            self.state["q"] = [
                min(q * (1 + lam * math.tanh(lead - 1)), 1) if lead > 1 and not self.level(1 / lead) else 0.0
                for lead in self.leads(scores)]
        probabilities = dict(zip(self.names, self.state.get("q", [0.0] * len(self.names))))
        random = drawn(self.spec["seed"], self.number, 0, -1)
        if random.next_double() < 1 - share or len(self.z) == 1 or not any(probabilities.values()):
            return self.joint()
        width = {m: x.pooled.shape[1] for m, x in self.z.items()}
        theta = sum(width[m] * probabilities[m] for m in self.z) / sum(width.values())
        left = [sum(row in x.rows.tolist() for x in self.z.values()) for row in range(len(self.batch.labels))]
        had = list(left)
        seen = {}
        for m, x in self.z.items():
            factors = []
            for row in x.rows.tolist():
                lost = random.next_double() < probabilities[m] and left[row] > 1
                left[row] -= lost
                factors.append(0.0 if lost else 1.0 if had[row] == 1 else 1 / (1 - theta))
            factors = torch.tensor(factors, dtype=torch.float64)[:, None]
            seen[m] = Representation(x.pooled * factors, x.tokens, x.rows)
        return {**self.gradients(self.fused_loss(seen)), **self.probes(*self.names)}

    def mmpareto(self):
        unimodal = self.unimodal_losses(self.z)
        of_fused = self.gradients(self.fused_loss(self.z))
        gradients = dict(of_fused)
        for m, loss in unimodal.items():
            own = self.gradients(loss)
            for n, g in own.items():
                gradients[n] = gradients[n] + g if n in gradients else g
            both = [n for n in own if n.startswith(f"encoders.{m}.") and n in of_fused]
            if not both:
                continue
            f, u = (torch.cat([g[n].flatten() for n in both]) for g in (of_fused, own))
            ff, uu, fu = (f @ f).item(), (u @ u).item(), (f @ u).item()
            if fu > 0:
                a = b = 0.5
            else:
                a = 0.999 if fu >= ff else 0.001 if fu >= uu else (uu - fu) / (ff + uu - 2 * fu)
                b = 1 - a
            for n in both:
                new = 2 * a * of_fused[n] + 2 * b * own[n]
                if new.norm() > 0:
                    gradients[n] = 1.5 * max(1, (of_fused[n] + own[n]).norm().item() / new.norm().item()) * new
        return gradients

    def cggm(self):
        rho, lam = self.option("cggm.rho", 1.3), self.option("cggm.lambda", 0.2)
        directed = self.options.get("learner.cggm.direction") == "weights"
        kept = self.state.get("direction")
        loss = self.fused_loss(self.z)
        gradients = self.gradients(loss)
        if kept is not None:
            gradients["fusion.output.weight"] = gradients["fusion.output.weight"] + lam * kept
        logits = self.head_logits()
        if self.batch.paired:
            before = self.state.get("accuracies", [0.0] * len(self.names))
            now = []
            for m in self.names:
                position = {row: k for k, row in enumerate(self.batch.rows[m].tolist())}
                right = [logits[m][position[r]].argmax().item() == self.batch.labels[r].item() for r in self.batch.paired]
                now.append(sum(right) / len(right))
            delta = [a - b for a, b in zip(now, before)]
            total = sum(delta) + 1e-8
            modulates = abs(sum(delta)) >= 1e-6
            balance = [(total - d) / total for d in delta]
            self.paces = [rho * b if modulates else 1.0 for b in balance]
            self.state["accuracies"], self.state["direction"] = now, None
            if directed and modulates:
                weight = self.model.fusion.output.weight.detach().clone().requires_grad_()
                cosines = [torch.cosine_similarity(self.model.heads[m].weight.detach().flatten(), weight.flatten(), 0)
                           for m in self.names]
                guide = (sum(map(abs, balance)) - sum(b * c for b, c in zip(balance, cosines))) / len(self.names)
                self.state["direction"] = torch.autograd.grad(guide, weight)[0]
        return {**self.scaled(gradients, lambda n: self.encoder_of(n) is not None), **self.probes(*self.names)}

    def agm(self):
        if not len(self.answered()):
            return self.joint()
        present = list(self.z)
        count = len(present)
        zeros = self.batch.encode(self.model, present)
        passes = {}
        for size in range(1, count + 1):
            for coalition in itertools.combinations(present, size):
                passes[coalition] = self.fuse({m: (self.z if m in coalition else zeros)[m] for m in present})
        contributions = {}
        for m in present:
            parts = []
            for coalition, logits in passes.items():
                s = len(coalition)
                weight = (math.factorial(s - 1) * math.factorial(count - s) if m in coalition
                          else -math.factorial(s) * math.factorial(count - s - 1)) / math.factorial(count)
                parts.append(weight * logits)
            contributions[m] = sum(parts)
        answered = self.answered()
        position = {row: k for k, row in enumerate(answered.tolist())}
        if self.batch.paired:
            most = -math.log(1e-8)
            scores = [sum(min(-log_softmax(contributions[m].detach()[position[r]], 0)[self.batch.labels[r]].item(), most)
                          for r in self.batch.paired) / len(self.batch.paired) for m in self.names]
            means, rows = self.state.get("means", [0.0] * count), self.state.get("rows", 0)
            ratio = lambda values, i: math.exp(count / (count - 1) * (sum(values) / count - values[i]))
            for i in range(count):
                r, tau = ratio(scores, i), ratio(means, i)
                self.paces[i] = 1.0 if self.level(r) else math.exp(self.spec["alpha"] * min(tau - r, 10))
            more, half_life = len(self.batch.paired), self.spec["scoreHalfLife"]
            rows *= 1.0 if half_life == 0 else 2 ** (-more / half_life)
            self.state["means"] = [(a * rows + s * more) / (rows + more) for a, s in zip(means, scores)]
            self.state["rows"] = rows + more
        # a contribution as it is, whose gradient is multiplied
        guided = sum(c.detach() + self.paces[self.names.index(m)] * (c - c.detach()) for m, c in contributions.items())
        gradients = self.gradients(self.loss(guided, answered))
        bound = 1 if len(self.names) == 2 else 5
        heads = [g for n, g in gradients.items() if n.startswith("fusion.") and g.dim() == 2 and len(g) == CLASSES]
        if any(g.abs().max() > bound for g in heads):
            norm = math.sqrt(sum((g * g).sum().item() for g in gradients.values()))
            gradients = {n: g * min(1, bound / (norm + 1e-6)) for n, g in gradients.items()}
        return {**gradients, **self.probes(*self.names)}

    def m_sam(self):
        rho, present = self.option("m-sam.rho", 0.05), list(self.z)
        worth = {}
        for size in range(len(present) + 1):
            for coalition in itertools.combinations(present, size):
                logits = self.fuse({m: self.z[m] for m in coalition})
                if logits is None:
                    worth[coalition] = 0.0
                else:
                    right = (logits.argmax(1) == self.batch.labels[self.answered()]).sum().item()
                    worth[coalition] = right / len(self.batch.labels)
        values = []
        for m in present:  # over every order of arrival
            orders = list(itertools.permutations(present))
            gains = [worth[tuple(x for x in present if x in o[: o.index(m) + 1])]
                     - worth[tuple(x for x in present if x in o[: o.index(m)])] for o in orders]
            values.append(max(sum(gains) / len(orders), 0.0))
        share = max(values) / sum(values) if sum(values) > 0 else 1 / len(values)
        here = self.gradients(self.fused_loss(self.z))
        norm = share * math.sqrt(sum((g * g).sum().item() for g in here.values()))
        parameters = dict(self.model.named_parameters())
        saved = {n: p.detach().clone() for n, p in parameters.items()}
        with torch.no_grad():
            for n, g in here.items():
                parameters[n] += rho * share * g / (norm + 1e-12)
        there = self.gradients(self.fused_loss(self.batch.encode(self.model)))
        with torch.no_grad():
            for n, p in parameters.items():
                p.copy_(saved[n])
        self.z = self.batch.encode(self.model)
        mixed = {n: share * there[n] + (1 - share) * g for n, g in here.items()}
        return {**mixed, **self.probes(*self.names)}

    # steps

    def step(self, number, batch):
        self.number, self.batch = number, batch
        self.z = batch.encode(self.model)
        gradients = getattr(self, self.spec["policy"].replace("-", "_"))()
        paces = dict(zip(self.names, self.paces))
        self.update(gradients if self.updates is None else self.updates)
        return {"gradients": {n: [float(f"{x:.7g}") for x in g.flatten().tolist()] for n, g in gradients.items()},
                "paces": paces}

    def update(self, gradients):
        """SGD; the objective's gradients and the probes' are clipped by a norm of their own each."""
        policy = self.spec["policy"]
        probe = (lambda n: n.startswith("fusion.")) if policy == "ensemble" else (lambda n: n.startswith("heads."))
        if policy in ("mlb", "multi-loss", "mmpareto", "agreement", "agreement-shared"):
            probe = lambda n: False
        for part in (True, False):
            own = {n: g for n, g in gradients.items() if probe(n) == part}
            norm = math.sqrt(sum((g * g).sum().item() for g in own.values()))
            clip = self.spec["clipNorm"]
            factor = 1 if clip is None else min(1, clip / (norm + 1e-6))
            with torch.no_grad():
                for n, p in self.model.named_parameters():
                    if n in own:
                        p -= self.spec["learningRate"] * factor * own[n]

    def agreement(self, shared=False):
        """With SGD whose buffer, mu <- momentum mu + g, a step follows at the pace."""
        gradients, moments, cosines = self.multi_loss(), self.state.setdefault("moments", {}), []
        for i in range(len(self.names)):
            own = [n for n in gradients if self.is_paced(n) and self.modality_of(n) == i]
            if own:
                g = torch.cat([gradients[n].flatten() for n in own])
                mu = torch.cat([moments.get(n, torch.zeros_like(gradients[n])).flatten() for n in own])
                lengths = (g.norm() * mu.norm()).item()
                cosines.append((g @ mu).item() / lengths if lengths > 0 else 0.0)
            else:
                cosines.append(None)
        known = [c for c in cosines if c is not None]
        for i, c in enumerate(cosines):
            c = sum(known) / len(known) if shared else c
            if c is not None:
                self.paces[i] = math.exp(max(-1.4, min(1.4, math.log(self.paces[i]) + 0.1 * c)))
        momentum = self.spec["momentum"]
        for n, g in gradients.items():
            moments[n] = momentum * moments[n] + g if n in moments else g.clone()
        self.updates = self.scaled({n: moments[n] for n in gradients}, self.is_paced)
        return self.scaled(gradients, self.is_paced)

    def agreement_shared(self):
        return self.agreement(True)


def mlp(name, size, z, norm):
    return {"name": name, "inputShape": [size], "encoder":
            {"type": "mlp", "widths": [4], "representation": z, "normalization": norm}}


def cnn(name):
    return {"name": name, "inputShape": [5, 6], "encoder":
            {"type": "cnn", "widths": [2], "representation": 4, "normalization": "layer"}}


TRANSFORMER = {"name": "transformer", "dimension": 4, "heads": 2, "layers": 1, "dropout": 0.0}
PAIR = [mlp("sound", 5, 4, "layer"), mlp("sight", 6, 4, "none")]
IMAGE = [mlp("sound", 5, 4, "layer"), cnn("sight")]
TRIPLE = [mlp("one", 3, 3, "none"), mlp("two", 4, 4, "layer"), mlp("three", 5, 3, "none")]
DIRECTED = ("film", {"name": "gated", "width": 4})
FUSIONS = ("late-linear", {"name": "late-mlp", "hidden": 4, "dropout": 0.0}, *DIRECTED, TRANSFORMER)
RATIOS = ("mlb", "ogm", "ogm-ge", "opm", "agm")
COMPLETE, LACKING = (), ((1, 1), (4, 0))


def architecture(modalities, fusion, answer=None):
    whole = {"modalities": modalities, "fusion": fusion, "classes": CLASSES, "task": "classification"}
    return {**whole, "answer": answer} if answer else whole


def specs():
    plain = lambda policy, **more: dict(policy=policy, modalities=PAIR, fusion="late-linear", lacking=COMPLETE, **more)
    for policy in ("joint", "multi-loss", "ensemble", "mlb", "ogm", "ogm-ge", "opm", "mmpareto", "agm", "m-sam", "cggm",
                   "mmcosine"):
        fusion = {"name": "late-cosine", "scale": 2.0} if policy == "mmcosine" else "late-linear"
        more = {"answer": "mean"} if policy == "ensemble" else {}
        if policy == "cggm":
            more["clipNorm"] = 0.8
        yield f"{policy}, a pair", {**plain(policy), "fusion": fusion, **more}
        yield f"{policy}, clips that lack a modality", {**plain(policy), "fusion": fusion, "lacking": LACKING, **more}
        yield f"{policy}, three modalities", {**plain(policy), "modalities": TRIPLE, "fusion": fusion, **more}
    for fusion in (*DIRECTED, FUSIONS[1]):
        name = fusion if isinstance(fusion, str) else fusion["name"]
        for policy in ("multi-loss", "ensemble", "mlb", "mmpareto", "agm", "m-sam"):
            more = {"answer": "mean"} if policy == "ensemble" else {}
            yield f"{policy}, {name}", {**plain(policy), "fusion": fusion, "lacking": LACKING, **more}
        yield f"cggm, {name} with direction", {
            **plain("cggm"), "fusion": fusion, "clipNorm": 0.8, "options": {"learner.cggm.direction": "weights"}}
    for policy in ("multi-loss", "mlb", "mmpareto", "agm", "m-sam", "agreement"):
        momentum = {"momentum": 0.5} if policy == "agreement" else {}
        yield f"{policy}, transformer", {**plain(policy, **momentum), "fusion": TRANSFORMER, "lacking": LACKING}
    yield "mlb, smoothed and steep", plain("mlb", alpha=2.0, betaMax=4.0, scoreHalfLife=10.0)
    yield "mlb, with a dead zone", plain("mlb", deadZone=0.2)
    yield "agm, with a dead zone", plain("agm", deadZone=0.3)
    yield "agm, smoothed", plain("agm", scoreHalfLife=10.0)
    absent = tuple((row, 1) for row in range(BATCH))
    for policy in ("joint", "opm", "agm", "m-sam", "mmpareto"):
        options = {"learner.opm.q": "0.9", "learner.opm.share": "1.0"} if policy == "opm" else {}
        yield f"{policy}, batches that lack a modality", {**plain(policy, options=options), "lacking": absent, "whole": 0}
    yield "agm, clipped", plain("agm", alpha=2.0, stretch=4.0)
    yield "agm, clipped, three modalities", {**plain("agm", alpha=2.0, stretch=12.0), "modalities": TRIPLE}
    yield "agm, steep", plain("agm", alpha=3.0, learningRate=1.0)
    yield "opm, always and more", plain("opm", options={"learner.opm.q": "0.8", "learner.opm.share": "1.0"})
    yield "ogm, kernels alone", {**plain("ogm"), "modalities": IMAGE, "options": {"learner.ogm.kernels-only": "on"}}
    yield "ogm-ge, kernels alone", {**plain("ogm-ge"), "modalities": IMAGE, "options": {"learner.ogm.kernels-only": "on"}}
    for policy in ("agreement", "agreement-shared"):
        yield f"{policy}, a pair", plain(policy, momentum=0.5)
        yield f"{policy}, clips that lack a modality", {**plain(policy, momentum=0.5), "lacking": LACKING}
        yield f"{policy}, three modalities", {**plain(policy, momentum=0.5), "modalities": TRIPLE}
    yield "m-sam, far", plain("m-sam", options={"learner.m-sam.rho": "0.5"})


def random_specs(count):
    """Every policy in turn, on networks, clips and settings that it is defined for."""
    random = drawn(1)
    of = lambda choices: choices[int(random.next_double() * len(choices))]
    late_linear, cosine = ("late-linear",), ({"name": "late-cosine", "scale": 2.0},)
    policies = {"joint": FUSIONS, "multi-loss": FUSIONS, "ensemble": FUSIONS, "mlb": FUSIONS, "mmpareto": FUSIONS,
                "agm": FUSIONS, "m-sam": FUSIONS, "cggm": FUSIONS, "agreement": FUSIONS, "agreement-shared": FUSIONS,
                "ogm": late_linear, "ogm-ge": late_linear, "opm": late_linear, "mmcosine": cosine}
    for number in range(count):
        policy = list(policies)[number % len(policies)]
        fusion = of(policies[policy])
        yield f"random {number}, {policy}", {
            "policy": policy, "fusion": fusion,
            "modalities": of((PAIR, IMAGE) if fusion in DIRECTED else (PAIR, IMAGE, TRIPLE)),
            "lacking": of((COMPLETE, LACKING, *(tuple((row, i) for row in range(BATCH)) for i in (0, 1)))),
            "scoreHalfLife": of((0.0, 8.0)), "deadZone": of((0.0, 0.2)) if policy in RATIOS else 0.0,
            **({"answer": "mean"} if policy == "ensemble" else {"clipNorm": 0.8} if policy == "cggm" else {}),
            **({"momentum": of((0.5, 0.9))} if policy.startswith("agreement") else {})}


def parameters(spec, random):
    """Biases are positive, so that few units are dead."""
    shapes = {n: p.shape for n, p in Tandem(spec).named_parameters()}
    return {n: [random.next_double() - (0 if n.endswith("bias") else 0.5) for _ in range(shape.numel())]
            for n, shape in shapes.items()}


def clips(modalities, lacking, random):
    labels = [int(random.next_double() * CLASSES) for _ in range(BATCH)]
    inputs = {}
    for i, m in enumerate(modalities):
        size = math.prod(m["inputShape"])
        inputs[m["name"]] = [None if (row, i) in lacking else
                             [2 * random.next_double() - 1 + (k % CLASSES == labels[row]) for k in range(size)]
                             for row in range(BATCH)]
    return labels, inputs


def float32(values):
    return torch.tensor(values, dtype=torch.float32).tolist()


def case(name, given):
    random = drawn(*name.encode())
    network = architecture(given["modalities"], given["fusion"], given.get("answer"))
    spec = {"name": name, "policy": given["policy"], "options": {}, "alpha": 0.8, "betaMax": 2.0, "scoreHalfLife": 0.0,
            "deadZone": 0.0, "clipNorm": None, "learningRate": 0.1, "momentum": 0.0, "seed": 7, "architecture": network,
            **{k: v for k, v in given.items()
               if k not in ("modalities", "fusion", "lacking", "answer", "whole", "stretch")}}
    stretch = given.get("stretch", 1.0)  # of weights, for gradients that leave their bound
    drawn_values = ordered(network, parameters(network, random))
    spec["parameters"] = {n: float32([stretch * x for x in v]) for n, v in drawn_values.items()}
    run, steps = Case(spec), []
    for number in range(STEPS):
        labels, inputs = clips(given["modalities"], given["lacking"] if number != given.get("whole", 1) else COMPLETE, random)
        inputs = {m: [None if x is None else float32(x) for x in xs] for m, xs in inputs.items()}
        steps.append({"labels": labels, "inputs": inputs, **run.step(number, Batch(labels, inputs))})
    return {**spec, "steps": steps}


def ordered(network, values):
    """As the learner numbers them: encoder and head of each modality in turn, then the fusion."""
    order = []
    for m in network["modalities"]:
        order += [n for n in values if n.startswith((f"encoders.{m['name']}.",))]
        order += [n for n in values if n.startswith(f"heads.{m['name']}.")]
    return {n: values[n] for n in order + [n for n in values if n.startswith("fusion.")]}


def rounded(value):
    """A float32 to the bit, a float64 to nine digits."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return [rounded(v) for v in value] if isinstance(value, list) else value


if __name__ == "__main__":
    torch.set_num_threads(1)
    chosen = random_specs(int(sys.argv[2])) if len(sys.argv) > 2 else specs()
    text = json.dumps({"torch": torch.__version__, "cases": [rounded(case(n, s)) for n, s in chosen]},
                      separators=(",", ":"))
    pathlib.Path(sys.argv[1]).write_text(text.replace('{"name":', '\n{"name":') + "\n")
