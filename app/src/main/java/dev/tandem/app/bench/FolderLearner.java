package dev.tandem.app.bench;

import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.schemas.records.Label;
import dev.tandem.trainer.labels.LabelSpace;
import dev.tandem.trainer.settings.TrainerSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@link BareLearner} does, of examples that are read from the feed meanwhile. */
final class FolderLearner implements Contender {
  private final TrainerSettings settings;
  private final LabelSpace space;
  private final Map<String, Integer> outputs = new HashMap<>();
  private final String uri;

  /**
   * Of a feed of labelled clips.
   *
   * @param settings that follow from the feed
   */
  FolderLearner(Settings settings, String uri) {
    this.settings = TrainerSettings.of(settings.trainer());
    this.space = this.settings.join().labelSpace();
    this.uri = uri;
    space.names().forEach(name -> outputs.put(name, outputs.size()));
  }

  @Override
  public String name() {
    return "folderLearner";
  }

  @Override
  public Figure run(int round) {
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0);
        Learner learner = Learner.create(settings.learner())) {
      FeedDescription description = feed.describe();
      int modalities = description.modalities().size();
      Meter meter = Meter.create("bench-folder-learner-" + round, total(modalities));
      List<LabelledExample> batch = batch(feed, description);
      while (!batch.isEmpty()) {
        learner.predict(batch.stream().map(LabelledExample::example).toList());
        learner.train(batch);
        meter.add((long) batch.size() * modalities);
        batch = batch(feed, description);
      }
      return meter.figure().orElseThrow();
    }
  }

  private long total(int modalities) {
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      long clips = 0;
      while (feed.next().isPresent()) {
        clips++;
      }
      return clips * modalities;
    }
  }

  private List<LabelledExample> batch(Feed feed, FeedDescription description) {
    List<LabelledExample> batch = new ArrayList<>();
    while (batch.size() < settings.batchSize()) {
      Optional<CapturedClip> clip = feed.next();
      if (clip.isEmpty()) {
        return batch;
      }
      batch.add(example(clip.get(), description));
    }
    return batch;
  }

  private LabelledExample example(CapturedClip clip, FeedDescription description) {
    String id = "bench-%08d".formatted(clip.index());
    SortedMap<String, float[]> inputs = new TreeMap<>();
    for (Modality modality : description.modalities()) {
      FeatureTensor tensor = modality.extractor().extract(clip.signals().get(modality.name()));
      float[] values = new float[tensor.format().elements()];
      tensor.payload().asFloatBuffer().get(values);
      inputs.put(modality.name(), values);
    }
    Label label =
        Label.newBuilder()
            .setClipId(id)
            .setClipTime(Instant.EPOCH)
            .setStream("bench")
            .setClassName(clip.label().orElseThrow().className())
            .setTargets(clip.label().orElseThrow().targets())
            .build();
    return space.read(label).of(new Example(id, inputs), outputs);
  }
}
