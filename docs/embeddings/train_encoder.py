"""An encoder of one's own, from recordings: python3 train_encoder.py MODALITY FILE.pt FOLDER...

Learns the labels of folders that `tandem ingest FEED --record FOLDER` wrote, needs PyTorch, and leaves out its last
layer: FILE.pt gives 512 values for a clip's features, 128 for each quarter of its last axis, which is time where it is
sound, and FILE.onnx the same.
"""

import csv
import json
import pathlib
import struct
import sys

import torch

EPOCHS, BATCH, CHANNELS, QUARTERS = 6, 64, 128, 4


def read(folder, modality):
    """Features of shape (clips, height, width) and labels of a recording, of the clips that have both."""
    parts, present = [], []
    for path in sorted(folder.glob(f"{modality}-*.safetensors")):
        content = path.read_bytes()
        (size,) = struct.unpack("<Q", content[:8])
        header = json.loads(content[8 : 8 + size])

        def data(tensor):
            begin, end = (8 + size + offset for offset in tensor["data_offsets"])
            return content[begin:end]

        entry, about = header["features"], header["__metadata__"]
        kind = torch.uint8 if entry["dtype"] == "U8" else torch.float32
        values = torch.frombuffer(bytearray(data(entry)), dtype=kind).reshape(entry["shape"])
        parts.append(values.float() * float(about.get("scale", 1)) + float(about.get("offset", 0)))
        present += data(header["present"]) if "present" in header else [1] * entry["shape"][0]
    with open(folder / "clips.csv", encoding="utf-8", newline="") as lines:
        labels = [line["label"] for line in csv.DictReader(lines)]
    kept = [row for row, label in enumerate(labels) if label and present[row]]
    return torch.cat(parts)[kept], [labels[row] for row in kept]


def block(channels, more):
    return [torch.nn.Conv2d(channels, more, 3, padding=1), torch.nn.BatchNorm2d(more), torch.nn.ReLU()]


class Encoder(torch.nn.Module):
    def __init__(self, channels):
        super().__init__()
        pool = torch.nn.MaxPool2d(2)
        layers = [*block(channels, 24), pool, *block(24, 48), pool, *block(48, 96), pool, *block(96, CHANNELS)]
        self.layers = torch.nn.Sequential(*layers)

    def forward(self, features):
        stacked = features if features.dim() == 4 else features.unsqueeze(1)
        seen = self.layers(stacked)
        seen = seen[..., : seen.shape[-1] // QUARTERS * QUARTERS]
        return seen.reshape(seen.shape[0], CHANNELS, seen.shape[2], QUARTERS, -1).mean((2, 4)).flatten(1)


def main(modality, file, folders):
    torch.manual_seed(1)
    read_all = [read(pathlib.Path(folder), modality) for folder in folders]
    features = torch.cat([each for each, _ in read_all])
    names = sorted({label for _, labels in read_all for label in labels})
    labels = torch.tensor([names.index(label) for _, each in read_all for label in each])
    encoder = Encoder(features.shape[1] if features.dim() == 4 else 1)
    head = torch.nn.Linear(CHANNELS * QUARTERS, len(names))
    parameters = [*encoder.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, 2e-3, weight_decay=0.01)
    batches = len(labels) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=EPOCHS * batches)
    for epoch in range(EPOCHS):
        right, order = 0, torch.randperm(len(labels))
        for rows in order[: batches * BATCH].split(BATCH):
            answers = head(encoder(features[rows]))
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(answers, labels[rows]).backward()
            optimizer.step()
            schedule.step()
            right += int((answers.argmax(1) == labels[rows]).sum())
        print(f"epoch {epoch + 1} of {EPOCHS}: {right / (batches * BATCH):.3f} right while learning")
    encoder.eval()
    example = features[:2]
    torch.jit.trace(encoder, example).save(file)
    axes = {"features": {0: "batch"}, "values": {0: "batch"}}
    onnx = str(pathlib.Path(file).with_suffix(".onnx"))
    torch.onnx.export(encoder, example, onnx, input_names=["features"], output_names=["values"], dynamic_axes=axes)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
