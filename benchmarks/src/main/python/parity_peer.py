"""PyTorch's side of parity: the networks of docs/python-consumer, trained by autograd and torch.optim.Adam."""
import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "docs" / "python-consumer"))
import encoders  # noqa: E402
import fusions  # noqa: E402
from network import Tandem  # noqa: E402


class Peer:
    """A network with its weights, in float32 or float64; `wrong` names a mistake to make on purpose."""

    def __init__(self, case, data, dtype, wrong=None, nudge=None):
        self.architecture, self.data, self.dtype = case["architecture"], data, dtype
        model = Tandem(self.architecture)
        shapes = {name: x.shape for name, x in model.state_dict().items() if not name.endswith("num_batches_tracked")}
        weights = data.weights(shapes)
        model.load({name: x if nudge is None else nudged(x, nudge) for name, x in weights.items()})
        self.model = model.to(dtype).train()
        if wrong:
            WRONG[wrong](self.model)

    def losses(self, step):
        """Logits and losses by head, of the heads that the batch has."""
        inputs, rows, labels = self.data.batch(self.architecture, step)
        logits = self.model({name: x.to(self.dtype) for name, x in inputs.items()}, rows, len(labels))
        fusion = self.model.fusion
        paired = isinstance(fusion, (fusions.Film, fusions.Gated)) and rows.get(fusion.second)
        rows = {"fused": torch.arange(len(labels)) if paired is False else paired, **rows}
        losses = {head: nn.functional.cross_entropy(x, labels[rows[head]], reduction="sum") / len(labels)
                  for head, x in logits.items()}
        return logits, losses

    def step(self):
        """One step up to its gradients, named as LearnerSide does."""
        logits, losses = self.losses(0)
        sum(losses.values()).backward()
        return {**{f"logits.{head}": x.detach() for head, x in logits.items()},
                **{f"loss.{head}": x.detach().reshape(1) for head, x in losses.items()},
                **{f"gradient.{name}": p.grad for name, p in self.model.named_parameters() if p.grad is not None},
                **{f"statistic.{name}": x for name, x in self.statistics()}}

    def statistics(self):
        return [(name, x) for name, x in self.model.named_buffers() if not name.endswith("num_batches_tracked")]

    def trajectory(self, steps, rate):
        optimizer = torch.optim.Adam(self.model.parameters(), lr=rate)
        heads = ["fused", *(m["name"] for m in self.architecture["modalities"])]
        losses = {f"losses.{head}": torch.full((steps,), float("nan"), dtype=torch.float64) for head in heads}
        for step in range(steps):
            optimizer.zero_grad(set_to_none=True)
            _, of = self.losses(step)
            sum(of.values()).backward()
            optimizer.step()
            for head, x in of.items():
                losses[f"losses.{head}"][step] = x.item()
        after = {name: x.detach() for name, x in [*self.model.named_parameters(), *self.statistics()]}
        return {**losses, **{f"parameter.{name}": x for name, x in after.items()}}


def nudged(x, seed):
    """Every element moved to a neighbouring float, up or down: what rounding once more may do."""
    up = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed)) < 0.5
    far = torch.full_like(x, float("inf"))
    return torch.nextafter(x, torch.where(up, far, -far))


def initial(architecture):
    """As PyTorch's modules begin, ResNet as torchvision's, the class token and its like as ViT's."""
    torch.manual_seed(0)
    model = Tandem(architecture)
    for module in model.modules():
        if isinstance(module, encoders.ResNet18):
            for convolution in filter(lambda m: isinstance(m, nn.Conv2d), module.modules()):
                nn.init.kaiming_normal_(convolution.weight, mode="fan_out", nonlinearity="relu")
        if isinstance(module, fusions.Sum):  # one linear map of all representations
            whole = nn.Linear(sum(x.in_features for x in module.values() if x.bias is None), len(module.bias))
            first = 0
            for one in filter(lambda x: x.bias is None, module.values()):
                one.weight.data = whole.weight.data[:, first:first + one.in_features]
                first += one.in_features
            module.bias.data = whole.bias.data
        if isinstance(module, fusions.Tokens):
            nn.init.normal_(module.token, std=0.02)
        if isinstance(module, fusions.Transformer):
            nn.init.normal_(module.cls, std=0.02)
    return {name: x.detach() for name, x in model.state_dict().items() if not name.endswith("num_batches_tracked")}


def wrong_fan(tensors):
    """ResNet's convolutions by what goes in rather than out."""
    for name, x in tensors.items():
        if x.dim() == 4:
            nn.init.kaiming_normal_(x, mode="fan_in", nonlinearity="relu")
    return tensors


def momentum(model):
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.momentum = 0.9


def padding(model):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            module.padding_mode, module._reversed_padding_repeated_twice = "replicate", [1, 1, 1, 1]


def direction(model):
    fusion = model.fusion
    fusion.first, fusion.second = fusion.second, fusion.first


def order(model):
    """Beta before gamma."""
    film = model.fusion.film
    for x in (film.weight, film.bias):
        x.data = torch.cat(x.data.chunk(2)[::-1])


WRONG = {"momentum": momentum, "padding": padding, "direction": direction, "order": order}
