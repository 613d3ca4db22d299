package dev.tandem.tests.serving;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.publish.FeedProducer;
import dev.tandem.ingest.publish.FeedPublisher;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.ModelManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A media file that was ingested, as the clips that assembly makes of its features. */
record PublishedMedia(List<Clip> clips) {
  /** Publishes {@code feed} as ingest does, and reads what is on the topics of its features. */
  static PublishedMedia ingest(KafkaConnection connection, Topics topics, String feed) {
    PublisherSettings settings =
        PublisherSettings.of("camera", Instant.now().minus(Duration.ofHours(1))).withTopics(topics);
    try (Feed opened = Feeds.open(Feeds.parse(feed), 0);
        FeedPublisher publisher =
            new FeedPublisher(settings, FeedProducer.open(connection), FlowControl.max())) {
      publisher.publish(opened);
    }
    SortedMap<String, List<Features>> parts = new TreeMap<>();
    for (String modality : List.of("audio", "video")) {
      new TopicReader(connection, topics.features(modality))
          .all().stream()
              .map(record -> Wire.decode(record.value()))
              .filter(Features.class::isInstance)
              .map(Features.class::cast)
              .forEach(f -> parts.computeIfAbsent(f.getClipId(), id -> new ArrayList<>()).add(f));
    }
    return new PublishedMedia(parts.values().stream().map(PublishedMedia::clip).toList());
  }

  private static Clip clip(List<Features> parts) {
    Features first = parts.get(0);
    return new Clip(
        first.getClipId(),
        first.getClipTime(),
        first.getClipTime(),
        first.getStream(),
        parts.size() == 2,
        parts.stream().map(PublishedMedia::part).toList());
  }

  private static ClipPart part(Features features) {
    return new ClipPart(
        features.getModality(),
        features.getExtractor(),
        features.getElementType(),
        features.getScale(),
        features.getOffset(),
        features.getShape(),
        features.getPayload());
  }

  /** A small network for such clips. */
  Architecture network() {
    EncoderSpec encoder = new MlpSpec(List.of(16), 16, "layer");
    return new Architecture(
        clips.get(0).getParts().stream()
            .map(part -> new ModalitySpec(part.getModality(), part.getShape(), encoder))
            .toList(),
        "late-linear",
        TestingTrainer.CLASSES.size());
  }

  /** The manifest of a model that learned from such clips. */
  ModelManifest described(ModelManifest manifest) {
    return ModelManifest.newBuilder(manifest)
        .setContract(
            clips.get(0).getParts().stream()
                .map(
                    part ->
                        new FeatureContract(
                            part.getModality(), part.getExtractor(), part.getShape()))
                .toList())
        .build();
  }
}
