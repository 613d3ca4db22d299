package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.config.Option;
import java.nio.file.Path;
import java.util.List;

/** CREMA-D (Cao et al., 2014): 91 actors say twelve sentences in six emotions. */
final class CremaD implements DataSet {
  /** As its own description lists them. */
  static final List<String> CLASSES = List.of("ANG", "DIS", "FEA", "HAP", "NEU", "SAD");

  static final String SOUND = "AudioWAV";
  static final String PICTURES = "VideoFlash";
  static final String TRAIN_LIST = "train.csv";
  static final String TEST_LIST = "test.csv";

  private static final Option<String> SPLIT =
      DataSetOptions.split(DataSetOptions.TRAIN, FeedOptions.HELD_OUT);

  private static final Option<List<String>> HOLDOUT =
      Option.ofList(
          "holdout",
          "",
          "must be numbers of actors, such as 1001,1091",
          "Actors who are left out of split=train, and the only ones of split=holdout, in place of train.csv and test.csv.");

  @Override
  public String word() {
    return "cremad";
  }

  @Override
  public String sentence() {
    return "CREMA-D, six emotions of 91 actors";
  }

  @Override
  public Features features() {
    return new Features(
        FeedOptions.frames(3),
        FeedOptions.audioFeatures("stft-log"),
        FeedOptions.videoFeatures(DataSetOptions.PICTURES));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(SPLIT, HOLDOUT);
  }

  @Override
  public Catalogue read(Path directory, FeedUri uri) {
    Layout layout = new Layout(word(), directory);
    layout.require(List.of(SOUND, PICTURES));
    boolean heldOut = uri.get(SPLIT).equals(FeedOptions.HELD_OUT);
    List<String> actors = uri.get(HOLDOUT);
    if (actors.isEmpty() && CremaDLists.arePartOf(layout)) {
      return CremaDLists.read(layout, heldOut ? TEST_LIST : TRAIN_LIST);
    }
    return CremaDActors.read(layout, actors, heldOut);
  }

  /** The clip {@code name}, such as {@code 1001_DFA_ANG_XX}. */
  static Item item(Layout layout, String name, String className) {
    return new Item(
        name,
        layout.resolve(SOUND + "/" + name + ".wav"),
        layout.resolve(PICTURES + "/" + name + ".flv"),
        className);
  }
}
