package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.config.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UCF101 (Soomro et al., 2012): 101 actions, 51 of them with sound, in three folds. */
final class Ucf101 implements DataSet {
  private static final String MEDIA = "UCF-101";
  private static final String LISTS = "ucfTrainTestlist/";
  private static final String CLASSES = LISTS + "classInd.txt";
  private static final Pattern CLASS = Pattern.compile("(\\d+)\\s+(\\S+)");

  /** A list of what is learned from has the number of the class behind each name. */
  private static final Pattern VIDEO = Pattern.compile("(([^/\\s]+)/[^/\\s]+\\.avi)(\\s+\\d+)?");

  private static final Option<String> SPLIT =
      DataSetOptions.split(DataSetOptions.TRAIN, FeedOptions.HELD_OUT);

  private static final Option<Integer> FOLD =
      Option.ofInt("fold", 1, 1, 3, "Which of the three published pairs of lists.");

  @Override
  public String word() {
    return "ucf101";
  }

  @Override
  public String sentence() {
    return "UCF101, 101 actions, 51 of them with sound";
  }

  @Override
  public Features features() {
    return new Features(
        FeedOptions.frames(3),
        FeedOptions.audioFeatures("stft-log:rate=16000"),
        FeedOptions.videoFeatures(DataSetOptions.PICTURES));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(SPLIT, FOLD, DataSetOptions.SOUND);
  }

  @Override
  public Catalogue read(Path directory, FeedUri uri) {
    Layout layout = new Layout(word(), directory);
    boolean train = uri.get(SPLIT).equals(DataSetOptions.TRAIN);
    String list = "%s%slist%02d.txt".formatted(LISTS, train ? "train" : "test", uri.get(FOLD));
    layout.require(List.of(CLASSES, list, MEDIA));
    List<String> classNames = classNames(layout.resolve(CLASSES));
    Path media = layout.resolve(MEDIA);
    return Listing.read(layout.resolve(list), "", line -> item(media, line, classNames))
        .catalogue(layout.resolve(list), classNames);
  }

  /** Lines such as {@code 1 ApplyEyeMakeup}, numbered from 1 on. */
  private static List<String> classNames(Path file) {
    List<String> names = new ArrayList<>();
    for (String line : Listing.lines(file)) {
      Matcher matcher = CLASS.matcher(line.strip());
      if (matcher.matches() && Integer.parseInt(matcher.group(1)) == names.size() + 1) {
        names.add(matcher.group(2));
      } else if (!line.isBlank()) {
        throw new FeedException(
            "%s has the line '%s'; must be '%d NAME'. Get it again as docs/datasets.md says."
                .formatted(file, line.strip(), names.size() + 1));
      }
    }
    return names;
  }

  private static Item item(Path media, String line, List<String> classNames) {
    Matcher matcher = VIDEO.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "is not of the form CLASS/NAME.avi, or CLASS/NAME.avi NUMBER");
    }
    String className = Listing.known(matcher.group(2), classNames);
    return Item.of(matcher.group(1), media.resolve(matcher.group(1)), className);
  }
}
