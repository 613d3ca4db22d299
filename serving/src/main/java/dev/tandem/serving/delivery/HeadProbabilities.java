package dev.tandem.serving.delivery;

import java.util.Map;

public record HeadProbabilities(Map<String, float[]> byHead) {}
