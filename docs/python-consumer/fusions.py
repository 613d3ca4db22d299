"""Tandem's fusions, with their rules for a modality that a row lacks.

Each takes the representations of the modalities that are there and gives the fused logits of the rows that it
answers, or None where it answers none: all rows, or of film and gated those that have the second modality.
"""
import torch
from torch import nn


def build(spec, encoders, classes):
    """The fusion of some encoders by name: one of those below with no other options than it has."""
    spec = {"name": spec} if isinstance(spec, str) else dict(spec)
    kind = spec.pop("name")
    if kind not in FUSIONS:
        raise ValueError(f"fusion {kind} is not known here: {', '.join(FUSIONS)} are")
    make, standard = FUSIONS[kind]
    try:
        return make(encoders, classes, **(spec or standard))
    except TypeError as e:
        raise ValueError(f"fusion {kind} has other options than are known here: {e}") from e


def spread(values, rows, batch, elsewhere=0.0):
    """All rows of the batch: `values` in their places, `elsewhere` in all others."""
    return values.new_full((batch, *values.shape[1:]), elsewhere).index_copy(0, rows, values)


class Sum(nn.ModuleDict):
    """Terms of the modalities that a row has, and a bias."""

    def __init__(self, encoders, outputs):
        super().__init__({name: nn.Linear(e.size, outputs, bias=False) for name, e in encoders.items()})
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, z, batch):
        return sum(spread(self[name](x.pooled), x.rows, batch) for name, x in z.items()) + self.bias


class Cosines(nn.ModuleDict):
    """Cosines of the modalities that a row has with a vector of each class, times a scale."""

    def __init__(self, encoders, classes, scale):
        super().__init__({name: nn.Linear(e.size, classes, bias=False) for name, e in encoders.items()})
        self.scale = scale

    def forward(self, z, batch):
        return self.scale * sum(spread(self.cosine(name, x.pooled), x.rows, batch) for name, x in z.items())

    def cosine(self, name, x):
        return nn.functional.normalize(x) @ nn.functional.normalize(self[name].weight).T


class LateMlp(Sum):
    def __init__(self, encoders, classes, hidden, dropout):
        super().__init__(encoders, hidden)
        self.dropout = dropout
        self.hidden, self.output = nn.Linear(hidden, hidden), nn.Linear(hidden, classes)

    def forward(self, z, batch):
        first = nn.functional.dropout(super().forward(z, batch).relu(), self.dropout, self.training)
        return self.output(self.hidden(first).relu())


class Film(nn.Module):
    """The first modality conditions the second: gamma * z + beta, which are 1 and 0 where it is missing."""

    def __init__(self, encoders, classes):
        super().__init__()
        self.first, self.second = encoders
        size = encoders[self.second].size
        self.film, self.output = nn.Linear(encoders[self.first].size, 2 * size), nn.Linear(size, classes)

    def forward(self, z, batch):
        if self.second not in z:
            return None
        x = z[self.second].pooled
        if self.first in z:
            gamma, beta = self.film(z[self.first].pooled).chunk(2, 1)
            of, wanted = z[self.first].rows, z[self.second].rows
            x = spread(gamma, of, batch, 1.0)[wanted] * x + spread(beta, of, batch)[wanted]
        return self.output(x)


class Gated(nn.ModuleDict):
    """The first modality gates the second; where it is missing, the gate is open."""

    def __init__(self, encoders, classes, width):
        super().__init__({name: nn.Linear(e.size, width) for name, e in encoders.items()})
        self.first, self.second = encoders
        self.output = nn.Linear(width, classes)

    def forward(self, z, batch):
        if self.second not in z:
            return None
        x = self[self.second](z[self.second].pooled)
        if self.first in z:
            gate = self[self.first](z[self.first].pooled).sigmoid()
            x = spread(gate, z[self.first].rows, batch, 1.0)[z[self.second].rows] * x
        return self.output(x)


class Tokens(nn.Module):
    """A modality's tokens at the fusion's width, marked as its own."""

    def __init__(self, width, dimension):
        super().__init__()
        self.projection, self.token = nn.Linear(width, dimension), nn.Parameter(torch.zeros(dimension))

    def forward(self, tokens):
        return self.projection(tokens) + self.token


class Transformer(nn.ModuleDict):
    """Over a class token and all modalities' tokens; attention leaves out those that a row lacks."""

    def __init__(self, encoders, classes, dimension, heads, layers, dropout):
        super().__init__({name: Tokens(e.width, dimension) for name, e in encoders.items()})
        self.cls, self.output = nn.Parameter(torch.zeros(dimension)), nn.Linear(dimension, classes)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(dimension, heads, 4 * dimension, dropout, batch_first=True)
            for _ in range(layers))

    def forward(self, z, batch):
        tokens, absent = [self.cls.expand(batch, 1, -1)], [torch.zeros(batch, 1, dtype=torch.bool)]
        for name, x in z.items():
            tokens.append(spread(self[name](x.tokens), x.rows, batch))
            missing = torch.ones(batch, dtype=torch.bool).index_fill(0, x.rows, False)
            absent.append(missing[:, None].expand(-1, x.tokens.shape[1]))
        x, absent = torch.cat(tokens, 1), torch.cat(absent, 1)
        for layer in self.layers:
            x = layer(x, src_key_padding_mask=absent if absent.any() else None)
        return self.output(x[:, 0])


# By name, with the options that a name alone stands for
FUSIONS = {
    "late-linear": (Sum, {}),
    "late-cosine": (Cosines, {"scale": 10}),
    "late-mlp": (LateMlp, {"hidden": 128, "dropout": 0}),
    "film": (Film, {}),
    "gated": (Gated, {"width": 128}),
    "transformer": (Transformer, {"dimension": 64, "heads": 4, "layers": 1, "dropout": 0}),
}
