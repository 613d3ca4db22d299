package dev.tandem.app.settings;

import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.schemas.config.TextList;
import dev.tandem.trainer.settings.TrainerOptions;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a feed says of itself, as settings of the jobs that read it. */
public final class FeedDefaults {
  private FeedDefaults() {}

  /**
   * Modalities, shapes, extractors and classes, or targets, of {@code feed}, as far as it has some.
   */
  public static Map<String, String> of(FeedDescription feed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(TrainerOptions.MODALITIES.key(), TextList.format(feed.modalityNames()));
    settings.put(TrainerOptions.SHAPES.key(), pairs(feed, format -> shape(format.shape())));
    settings.put(TrainerOptions.EXTRACTORS.key(), pairs(feed, FeedDefaults::extractor));
    if (feed.targetNames().isEmpty() && !feed.classNames().isEmpty()) {
      settings.put(TrainerOptions.CLASSES.key(), TextList.format(feed.classNames()));
    } else if (!feed.targetNames().isEmpty()) {
      settings.put(TrainerOptions.TARGETS.key(), TextList.format(feed.targetNames()));
    }
    return settings;
  }

  /**
   * {@code settings} for jobs that read {@code feeds}: with what the one says that has the most
   * modalities, if those are several. With one, nothing can be joined, and the settings stay.
   */
  public static Settings join(Settings settings, Collection<FeedDescription> feeds) {
    return feeds.stream()
        .max(Comparator.comparingInt(feed -> feed.modalities().size()))
        .filter(feed -> feed.modalities().size() > 1)
        .map(feed -> settings.withDefaults(of(feed)))
        .orElse(settings);
  }

  private static String pairs(FeedDescription feed, Function<TensorFormat, String> value) {
    return TextList.format(
        feed.modalities().stream()
            .map((Modality m) -> m.name() + "=" + value.apply(m.extractor().format()))
            .toList());
  }

  private static String shape(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String extractor(TensorFormat format) {
    return format.extractor().getName() + "/" + format.extractor().getVersion();
  }
}
