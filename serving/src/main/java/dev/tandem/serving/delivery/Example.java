package dev.tandem.serving.delivery;

import java.util.SortedMap;

public record Example(String clipId, SortedMap<String, float[]> inputs) {}
