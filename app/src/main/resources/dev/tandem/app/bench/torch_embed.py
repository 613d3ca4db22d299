"""PyTorch by itself on a frozen network: torch_embed.py FILE THREADS BATCH SECONDS SIZE... -> clips a second."""

import sys
import time

import torch

file, threads, batch, seconds, *shape = sys.argv[1:]
torch.set_num_threads(int(threads))
network = torch.jit.load(file).eval()
inputs = torch.rand(int(batch), *map(int, shape))
with torch.no_grad(), torch.jit.optimized_execution(False):
    end = time.perf_counter() + float(seconds) / 2
    while time.perf_counter() < end:  # to warm up
        network(inputs)
    begin, clips = time.perf_counter(), 0
    while time.perf_counter() < begin + float(seconds):
        network(inputs)
        clips += int(batch)
    print(clips / (time.perf_counter() - begin))
