"""Tandem's networks in PyTorch, as a manifest's `architecture` describes them; parameters have the same names."""
import torch
from torch import nn


class Reshape(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


def encoder(modality):
    spec, shape = modality["encoder"], modality["inputShape"]
    normal = spec["normalization"] == "layer"
    layers, channels = [], torch.Size(shape[:-2]).numel()
    if spec["type"] == "cnn":
        height, width = shape[-2:]
        layers.append(Reshape(channels, height, width))
        layers += [nn.LayerNorm([channels, height, width], elementwise_affine=False)] * normal
        for out in spec["widths"]:
            layers.append(nn.Conv2d(channels, out, 3, stride=2, padding=1))
            channels, height, width = out, (height + 1) // 2, (width + 1) // 2
            layers += [nn.LayerNorm([channels, height, width], elementwise_affine=False)] * normal + [nn.ReLU()]
        size, widths = channels * height * width, []
    else:
        size, widths = torch.Size(shape).numel(), spec["widths"]
    layers.append(Reshape(size))
    for out in widths + [spec["representation"]]:
        layers += [nn.Linear(size, out)] + ([nn.LayerNorm(out)] if normal else []) + [nn.ReLU()]
        size = out
    return nn.Sequential(*layers)


class Tandem(nn.Module):
    def __init__(self, architecture):
        super().__init__()
        classes, modalities = architecture["classes"], architecture["modalities"]
        size = {m["name"]: m["encoder"]["representation"] for m in modalities}
        self.encoders = nn.ModuleDict({m["name"]: encoder(m) for m in modalities})
        self.heads = nn.ModuleDict({name: nn.Linear(n, classes) for name, n in size.items()})
        self.fusion = nn.ModuleDict({name: nn.Linear(n, classes, bias=False) for name, n in size.items()})
        self.fusion.bias = nn.Parameter(torch.zeros(classes))

    def forward(self, inputs):
        """Logits by head, of the modalities that are there."""
        z = {name: self.encoders[name](x) for name, x in inputs.items()}
        fused = sum(self.fusion[name](x) for name, x in z.items()) + self.fusion.bias
        return {"fused": fused, **{name: self.heads[name](x) for name, x in z.items()}}
