"""Writes a folder that `tandem demo --feed features:DIR` reads; Python's own library is enough."""
import csv, json, pathlib, random, struct, sys


def write_modality(path, rows, extractor="raw", version="1"):
    """One row of numbers for each clip, in the order of clips.csv; None where it has none."""
    width = len(next(row for row in rows if row is not None))
    size = 4 * width * len(rows)
    header = json.dumps({
        "__metadata__": {"extractor": extractor, "version": version},
        "features": {"dtype": "F32", "shape": [len(rows), width], "data_offsets": [0, size]},
        "present": {"dtype": "U8", "shape": [len(rows)], "data_offsets": [size, size + len(rows)]},
    }).encode()
    header += b" " * (-len(header) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(header)) + header)
        for row in rows:
            out.write(struct.pack(f"<{width}f", *(row if row is not None else [0.0] * width)))
        out.write(bytes(row is not None for row in rows))


def write_folder(folder, clips, modalities):
    """Clips are (id, label, stream, time); the rows of each modality go by its name."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in modalities.items():
        write_modality(folder / f"{name}.safetensors", rows)
    with open(folder / "clips.csv", "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([("id", "label", "stream", "time"), *clips])


if __name__ == "__main__":  # an example: python3 write_features.py DIR [CLIPS]
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    labels = [random.choice(["calm", "glad"]) for _ in range(number)]
    clips = [(f"clip-{i}", label, f"subject-{i % 4}", i) for i, label in enumerate(labels)]
    noisy = lambda label, width: [random.gauss((label == "glad") - 0.5, 1) for _ in range(width)]
    write_folder(sys.argv[1], clips, {
        "eeg": [noisy(label, 32) for label in labels],
        "skin": [None if i % 10 == 3 else noisy(label, 4) for i, label in enumerate(labels)],
    })
