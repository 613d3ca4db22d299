package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.config.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** AVE (Tian et al., ECCV 2018): an event of 28 kinds in each video of ten seconds. */
final class Ave implements DataSet {
  /** In the order in which its annotations have them, which is that of published results. */
  static final List<String> CLASSES =
      List.of(
          "Church bell",
          "Male speech, man speaking",
          "Bark",
          "Fixed-wing aircraft, airplane",
          "Race car, auto racing",
          "Female speech, woman speaking",
          "Helicopter",
          "Violin, fiddle",
          "Flute",
          "Ukulele",
          "Frying (food)",
          "Truck",
          "Shofar",
          "Motorcycle",
          "Acoustic guitar",
          "Train horn",
          "Clock",
          "Banjo",
          "Goat",
          "Baby cry, infant cry",
          "Bus",
          "Chainsaw",
          "Cat",
          "Horse",
          "Toilet flush",
          "Rodents, rats, mice",
          "Accordion",
          "Mandolin");

  private static final String HEAD = "Category&VideoID&Quality&StartTime&EndTime";
  private static final int FIELDS = HEAD.split("&", -1).length;
  private static final String MEDIA = "AVE";
  private static final Map<String, String> LISTS =
      Map.of(
          DataSetOptions.TRAIN,
          "trainSet.txt",
          DataSetOptions.VALIDATION,
          "valSet.txt",
          FeedOptions.HELD_OUT,
          "testSet.txt");

  private static final Option<String> SPLIT =
      DataSetOptions.split(DataSetOptions.TRAIN, DataSetOptions.VALIDATION, FeedOptions.HELD_OUT);

  @Override
  public String word() {
    return "ave";
  }

  @Override
  public String sentence() {
    return "AVE, 28 kinds of events that are heard and seen";
  }

  /** Four frames of the ten seconds of a clip; published readers of AVE take three or four. */
  @Override
  public Features features() {
    return new Features(
        FeedOptions.frames(4),
        FeedOptions.audioFeatures("stft-log:rate=16000:seconds=10:hop=159:edges=inside"),
        FeedOptions.videoFeatures(DataSetOptions.PICTURES));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(SPLIT, DataSetOptions.SOUND);
  }

  @Override
  public Catalogue read(Path directory, FeedUri uri) {
    Layout layout = new Layout(word(), directory);
    String list = LISTS.get(uri.get(SPLIT));
    layout.require(List.of(list, MEDIA));
    Path media = layout.resolve(MEDIA);
    return Listing.read(layout.resolve(list), HEAD, line -> item(media, line))
        .catalogue(layout.resolve(list), CLASSES);
  }

  private static Item item(Path media, String line) {
    List<String> fields = List.of(line.split("&", -1));
    if (fields.size() != FIELDS || fields.get(1).isBlank()) {
      throw new IllegalArgumentException("is not of the form " + HEAD);
    }
    String name = fields.get(1) + ".mp4";
    return Item.of(MEDIA + "/" + name, media.resolve(name), Listing.known(fields.get(0), CLASSES));
  }
}
