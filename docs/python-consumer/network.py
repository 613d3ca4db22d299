"""Tandem's networks in PyTorch, as a manifest's `architecture` describes them; parameters have the same names.

What it does not know it refuses by name: encoders.py and fusions.py have what there is.
"""
from collections import namedtuple
import encoders, fusions
import torch
from torch import nn

# Of one modality in a batch: (rows, size), (rows, tokens, width), and which rows of the batch they are
Representation = namedtuple("Representation", "pooled tokens rows")
KNOWN = {"modalities", "fusion", "classes", "task", "answer"}


class Tandem(nn.Module):
    def __init__(self, architecture):
        super().__init__()
        if unknown := sorted(architecture.keys() - KNOWN):
            raise ValueError(f"architecture has {', '.join(unknown)}, which is not known here")
        modalities, classes = architecture["modalities"], architecture["classes"]
        self.encoders = nn.ModuleDict({m["name"]: encoders.build(m) for m in modalities})
        self.heads = nn.ModuleDict({n: nn.Linear(e.size, classes) for n, e in self.encoders.items()})
        self.fusion = fusions.build(architecture["fusion"], dict(self.encoders.items()), classes)

    def forward(self, inputs, rows=None, batch=None):
        """Logits by head, of those that there are: `fused` is missing where the fusion answers no row.

        Inputs are of the modalities that are there, in the rows that have them; without `rows` these are all.
        """
        batch = batch or len(next(iter(inputs.values())))
        z = {}
        for name, encoder in self.encoders.items():
            if name in inputs:
                own = torch.arange(batch) if rows is None else rows[name]
                z[name] = Representation(*encoder(inputs[name]), own)
        fused = self.fusion(z, batch)
        logits = {} if fused is None else {"fused": fused}
        return {**logits, **{name: self.heads[name](x.pooled) for name, x in z.items()}}

    def load(self, weights):
        """Takes over tensors by name: all that there are, and no others."""
        own = [name for name in self.state_dict() if not name.endswith("num_batches_tracked")]
        for kind, names in [("lack", own - weights.keys()), ("have", weights.keys() - own)]:
            if names:
                raise ValueError(f"the weights {kind} {', '.join(sorted(names))}, unlike the architecture")
        self.load_state_dict(weights)
        return self
