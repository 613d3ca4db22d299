#!/bin/sh
# What a model reaches with each kind of features on grid-digits, beside the default:
#   tests/features/compare.sh GRID-DIGITS/clips EAR.onnx > docs/measured/features.json
# EAR.onnx is what docs/features.md trains on recordings of av-digits. Needs python3 for the table.
set -eu
clips=$1
ear=$2
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() { # NAME PARAMETERS
  for seed in 1 2 3; do
    "$home/tandem" demo --headless --no-board --seed "$seed" --feed "file:$clips?snr=-5$2" \
      --report "$work/$1-$seed.json" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  done
}

run 1-default ''
run 2-bands '&audio-features=log-mel:rate=16000:window=400:hop=160:transform=512:bands=64:high=8000'
run 3-stft '&audio-features=stft-log:seconds=1'
run 4-large '&video-features=frame-stack:size=56:crop=centre&frames=5'
run 5-embed "&audio-features=embed:$ear:of=log-mel"

python3 - "$work" <<'EOF'
import glob, json, re, sys

names = {
    "1-default": "log-mel, frame-stack (default)",
    "2-bands": "log-mel of 64 bands up to 8 kHz",
    "3-stft": "stft-log:seconds=1",
    "4-large": "frame-stack of five frames of 56x56",
    "5-embed": "embed, an ear trained on av-digits",
}
rows = []
for key, name in names.items():
    runs = [json.load(open(path))["training"] for path in sorted(glob.glob(f"{sys.argv[1]}/{key}-*.json"))]
    row = {"features": name, "seeds": len(runs)}
    for figure in ("prequentialAccuracy", "lastTenthAccuracy"):
        row[figure] = {head: sorted(run[figure][head] for run in runs) for head in runs[0][figure]}
    rows.append(row)
json.dump(rows, sys.stdout, indent=1)
print()
table = ["| features | whole run: fused | audio | video | last tenth: fused | audio | video |", "|---|---|---|---|---|---|---|"]
for row in rows:
    means = [
        sum(row[figure][head]) / row["seeds"]
        for figure in ("prequentialAccuracy", "lastTenthAccuracy")
        for head in ("fused", "audio", "video")
    ]
    table.append(f"| {row['features']} | " + " | ".join(f"{mean:.3f}" for mean in means) + " |")
print("\n".join(table), file=sys.stderr)
EOF
