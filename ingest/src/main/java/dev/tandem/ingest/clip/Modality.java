package dev.tandem.ingest.clip;

import dev.tandem.ingest.extract.FeatureExtractor;

/** One kind of signal of a feed and what turns it into features. */
public record Modality(String name, FeatureExtractor extractor) {}
