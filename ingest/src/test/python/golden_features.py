#!/usr/bin/python3
"""Golden values of the feature extractors, by NumPy, SciPy and Pillow.

    /usr/bin/python3 ingest/src/test/python/golden_features.py > ingest/src/test/resources/dev/tandem/ingest/extract/features.json

Needs Debian's python3-scipy and python3-pil. Signals come from a generator that GoldenFeaturesTest has, too; of large
features every 101st value is kept.
"""

import json
import sys

import numpy
from PIL import Image
from scipy import signal

STRIDE = 101


def noise(seed, count):
    """Whole numbers from 0 to 65,535: the upper half of a linear congruential generator's states."""
    state, numbers = seed, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        numbers.append(state >> 16)
    return numpy.array(numbers)


def sound(seed, count):
    """Noise of 16 bits whose level falls and rises, so that quiet and loud windows occur."""
    swell = numpy.abs(numpy.arange(count) % 4000 - 2000) / 2000
    return ((noise(seed, count) - 32768) / 32768 * swell).astype(numpy.float32)


def picture(seed, height, width, channels):
    return (noise(seed, height * width * channels) >> 8).astype(numpy.uint8).reshape(channels, height, width)


def mel(hertz):
    return 2595 * numpy.log10(1 + hertz / 700)


def filters(rate, transform, bands, low, high):
    edges = 700 * (10 ** (numpy.linspace(mel(low), mel(high), bands + 2) / 2595) - 1) * transform / rate
    bins = numpy.arange(transform // 2 + 1)
    rows = []
    for left, centre, right in zip(edges, edges[1:], edges[2:]):
        rows.append(numpy.clip(numpy.minimum((bins - left) / (centre - left), (right - bins) / (right - centre)), 0, None))
    return numpy.array(rows)


def stft(samples, rate, window, hop, transform):
    taper = signal.get_window("hann", window, fftbins=True)
    _, _, values = signal.stft(
        samples, rate, window=taper, nperseg=window, noverlap=window - hop, nfft=transform, boundary=None, padded=False
    )
    return values * taper.sum()  # SciPy scales to the window's sum


def log_mel(samples, rate, seconds, window, hop, transform, bands, low, high, mean, deviation):
    clip = numpy.zeros(round(rate * seconds))
    clip[: len(samples)] = samples[: len(clip)]
    clip *= 0.1 / numpy.sqrt(numpy.mean(clip**2))
    power = numpy.abs(stft(clip, rate, window, hop, transform)) ** 2
    return (numpy.log(filters(rate, transform, bands, low, high) @ power + 1e-3) - mean) / deviation


def stft_log(samples, rate, seconds, window, hop, mirrored):
    length = round(rate * seconds)
    clip = numpy.tile(samples, length // len(samples) + 1)[:length].astype(float)
    if mirrored:
        clip = numpy.pad(clip, window // 2, mode="reflect")
    return numpy.log(numpy.abs(stft(clip, rate, window, hop, window)) + 1e-7)


def area_means(plane, size):
    """Means over the area of each pixel: every source pixel becomes size equal ones, and blocks of those one."""
    for axis in (0, 1):
        length = plane.shape[axis]
        plane = numpy.moveaxis(plane.repeat(size, axis), axis, -1)
        plane = numpy.moveaxis(plane.reshape(*plane.shape[:-1], size, length).mean(-1), -1, axis)
    return plane


def frame_stack(planes, size, centred):
    """Pixels before they are rounded; by Pillow where its filter is a mean of whole pixels."""
    _, height, width = planes.shape
    side = min(height, width)
    left, top = (width - side) // 2, (height - side) // 2
    if centred:
        planes = planes[:, top : top + side, left : left + side]
    if height % size == width % size == 0 and not centred:
        images = [Image.fromarray(plane.astype(numpy.float32), "F") for plane in planes]
        return numpy.array([numpy.asarray(image.resize((size, size), Image.BOX)) for image in images])
    return numpy.array([area_means(plane.astype(float), size) for plane in planes])


def case(kind, extractor, shape, values, **given):
    flat = numpy.asarray(values, dtype=float).reshape(-1)
    kept = [float("%.7g" % value) for value in flat[::STRIDE]]
    return {"signal": kind, "extractor": extractor, "shape": list(shape), **given, "values": kept}


def main():
    cases = []
    for seed, rate, count, text, settings in [
        (1, 8000, 8000, "log-mel", (8000, 1, 200, 80, 256, 40, 20, 4000, 0.05, 1.15)),
        (2, 16000, 14000, "log-mel:rate=16000:window=400:hop=160:transform=512:bands=64:high=8000:mean=0:deviation=1",
         (16000, 1, 400, 160, 512, 64, 20, 8000, 0, 1)),
    ]:
        values = log_mel(sound(seed, count), *settings)
        cases.append(case("sound", text, values.shape, values, seed=seed, rate=rate, count=count))
    for seed, rate, count, text, settings in [
        (3, 22050, 50000, "stft-log", (22050, 3, 512, 353, True)),
        (4, 16000, 160000, "stft-log:rate=16000:seconds=10:hop=159:edges=inside", (16000, 10, 512, 159, False)),
        (5, 16000, 60000, "stft-log:rate=16000:seconds=3", (16000, 3, 512, 353, True)),
    ]:
        values = stft_log(sound(seed, count), *settings)
        cases.append(case("sound", text, values.shape, values, seed=seed, rate=rate, count=count))
    for seed, height, width, channels, text, size, centred in [
        (6, 56, 56, 1, "frame-stack", 28, False),
        (7, 97, 133, 1, "frame-stack:crop=centre", 28, True),
        (8, 120, 160, 3, "frame-stack:colour=rgb:size=64", 64, False),
        (9, 240, 135, 3, "frame-stack:colour=rgb:size=112:crop=centre:mean=0.449:deviation=0.226", 112, True),
        (10, 17, 11, 1, "frame-stack:size=40", 40, False),
    ]:
        values = frame_stack(picture(seed, height, width, channels), size, centred)
        cases.append(case("pictures", text, values.shape, values, seed=seed, height=height, width=width, channels=channels))
    json.dump({"stride": STRIDE, "cases": cases}, sys.stdout, indent=0)


if __name__ == "__main__":
    main()
