"""An encoder of pictures as TorchScript and ONNX: python3 export_resnet18.py FOLDER

Needs torchvision. Without a connection, or with --untrained, its weights are random.
"""

import pathlib
import sys

import torch
import torchvision


class Encoder(torch.nn.Module):
    """Colours from 0 to 1, of shape (batch, 3, 224, 224), to 512 values each."""

    def __init__(self, weights):
        super().__init__()
        self.network = torchvision.models.resnet18(weights=weights)
        self.network.fc = torch.nn.Identity()
        self.register_buffer("mean", torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1))

    def forward(self, pictures):
        return self.network((pictures - self.mean) / self.deviation)


folder = pathlib.Path(sys.argv[1])
encoder = Encoder(None if "--untrained" in sys.argv else "DEFAULT").eval()
example = torch.rand(2, 3, 224, 224)
torch.jit.trace(encoder, example).save(str(folder / "resnet18.pt"))
axes = {"pictures": {0: "batch"}, "values": {0: "batch"}}
torch.onnx.export(
    encoder, example, str(folder / "resnet18.onnx"), input_names=["pictures"], output_names=["values"], dynamic_axes=axes
)
