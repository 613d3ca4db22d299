"""Tandem's encoders. Each gives what it makes of an input, and the same before it was pooled: tokens.

`size` is that of the representation, `width` that of a token.
"""
import torch
from torch import nn


def build(modality):
    """The encoder of a modality, which must be one of those below with no other options than it has."""
    spec = dict(modality["encoder"])
    kind = spec.pop("type")
    if kind not in ENCODERS:
        raise ValueError(f"encoder {kind} of {modality['name']} is not known here: {', '.join(ENCODERS)} are")
    try:
        return ENCODERS[kind](modality["inputShape"], **spec)
    except TypeError as e:
        raise ValueError(f"encoder {kind} of {modality['name']} has other options than are known here: {e}") from e


class Reshape(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


class Layered(nn.Sequential):
    """Layers in order; the representation is the only token."""

    def __init__(self, layers, size):
        super().__init__(*layers)
        self.size = self.width = size

    def forward(self, x):
        z = super().forward(x)
        return z, z[:, None]


def perceptron(size, widths, normalization):
    """Linear maps, each with LayerNorm and ReLU behind it, of a flat input."""
    layers = [Reshape(size)]
    for out in widths:
        layers += [nn.Linear(size, out)] + [nn.LayerNorm(out)] * normal(normalization) + [nn.ReLU()]
        size = out
    return layers


def normal(normalization):
    if normalization not in ("layer", "none"):
        raise ValueError(f"normalization {normalization} is not known here: layer, none are")
    return normalization == "layer"


def mlp(shape, widths, representation, normalization):
    return Layered(perceptron(torch.Size(shape).numel(), widths + [representation], normalization), representation)


def cnn(shape, widths, representation, normalization):
    """Sizes before (height, width) are channels."""
    channels, (height, width) = torch.Size(shape[:-2]).numel(), shape[-2:]
    layers = [Reshape(channels, height, width)] + plain_norm(channels, height, width) * normal(normalization)
    for out in widths:
        layers.append(nn.Conv2d(channels, out, 3, stride=2, padding=1))
        channels, height, width = out, (height + 1) // 2, (width + 1) // 2
        layers += plain_norm(channels, height, width) * normal(normalization) + [nn.ReLU()]
    layers += perceptron(channels * height * width, [representation], normalization)
    return Layered(layers, representation)


def plain_norm(*sizes):
    return [nn.LayerNorm(sizes, elementwise_affine=False)]


def convolution(inputs, outputs, kernel, stride):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    """ResNet's basic block."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = convolution(inputs, outputs, 3, stride), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = convolution(outputs, outputs, 3, 1), nn.BatchNorm2d(outputs)
        if stride > 1 or inputs != outputs:
            self.downsample = nn.Sequential(convolution(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))
        else:
            self.downsample = nn.Identity()

    def forward(self, x):
        inner = self.bn1(self.conv1(x)).relu()
        return (self.bn2(self.conv2(inner)) + self.downsample(x)).relu()


class ResNet18(nn.Module):
    """Of frames, which are folded into the batch; pooled over frames and places, and the places are the tokens."""
    size = width = 512

    def __init__(self, shape, channels):
        super().__init__()
        channels = 1 if len(shape) < 3 else channels or (1 if len(shape) < 4 else shape[-3])
        self.frame = channels, *shape[-2:]
        self.conv1, self.bn1 = convolution(channels, 64, 7, 2), nn.BatchNorm2d(64)
        self.pool = nn.MaxPool2d(3, 2, 1)
        inputs = 64
        for stage, outputs in enumerate([64, 128, 256, 512], 1):
            first = Block(inputs, outputs, 1 if stage == 1 else 2)
            self.add_module(f"layer{stage}", nn.Sequential(first, Block(outputs, outputs, 1)))
            inputs = outputs

    def forward(self, x):
        maps = self.pool(self.bn1(self.conv1(x.reshape(-1, *self.frame))).relu())
        maps = self.layer4(self.layer3(self.layer2(self.layer1(maps))))
        places = maps.flatten(2).reshape(len(x), -1, self.width, maps.shape[2] * maps.shape[3])
        return places.mean((1, 3)), places.transpose(2, 3).flatten(1, 2)


class ConformerBlock(nn.Module):
    """With torchaudio's names."""

    def __init__(self, dimension, heads, kernel, dropout):
        super().__init__()
        self.ffn1, self.ffn2 = FeedForward(dimension, dropout), FeedForward(dimension, dropout)
        self.self_attn_layer_norm = nn.LayerNorm(dimension)
        self.self_attn = nn.MultiheadAttention(dimension, heads, batch_first=True)
        self.self_attn_dropout = nn.Dropout(dropout)
        self.conv_module = ConvolutionOverTime(dimension, kernel, dropout)
        self.final_layer_norm = nn.LayerNorm(dimension)

    def forward(self, x):
        x = x + self.ffn1(x) / 2
        normed = self.self_attn_layer_norm(x)
        x = x + self.self_attn_dropout(self.self_attn(normed, normed, normed, need_weights=False)[0])
        x = x + self.conv_module(x)
        return self.final_layer_norm(x + self.ffn2(x) / 2)


class FeedForward(nn.Module):
    def __init__(self, dimension, dropout):
        super().__init__()
        self.sequential = nn.Sequential(
            nn.LayerNorm(dimension), nn.Linear(dimension, 4 * dimension), nn.SiLU(), nn.Dropout(dropout),
            nn.Linear(4 * dimension, dimension), nn.Dropout(dropout))

    def forward(self, x):
        return self.sequential(x)


class ConvolutionOverTime(nn.Module):
    def __init__(self, dimension, kernel, dropout):
        super().__init__()
        self.layer_norm = nn.LayerNorm(dimension)
        self.sequential = nn.Sequential(
            nn.Conv1d(dimension, 2 * dimension, 1), nn.GLU(1),
            nn.Conv1d(dimension, dimension, kernel, padding=kernel // 2, groups=dimension),
            nn.BatchNorm1d(dimension), nn.SiLU(), nn.Conv1d(dimension, dimension, 1), nn.Dropout(dropout))

    def forward(self, x):
        return self.sequential(self.layer_norm(x).transpose(1, 2)).transpose(1, 2)


class Conformer(nn.Module):
    """A map is (features, time); anything larger a sequence of its first size; a vector a sequence of one."""

    def __init__(self, shape, dimension, heads, layers, kernel, dropout):
        super().__init__()
        self.size = self.width = dimension
        self.time_is_last = len(shape) == 2
        self.steps = shape[1] if self.time_is_last else shape[0] if len(shape) > 2 else 1
        self.input = nn.Linear(torch.Size(shape).numel() // self.steps, dimension)
        blocks = [ConformerBlock(dimension, heads, kernel, dropout) for _ in range(layers)]
        self.conformer_layers = nn.Sequential(*blocks)

    def forward(self, x):
        sequence = x.transpose(1, 2) if self.time_is_last else x.reshape(len(x), self.steps, -1)
        tokens = self.conformer_layers(self.input(sequence))
        return tokens.mean(1), tokens


ENCODERS = {"mlp": mlp, "cnn": cnn, "resnet18": ResNet18, "conformer": Conformer}
