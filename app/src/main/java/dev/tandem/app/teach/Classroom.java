package dev.tandem.app.teach;

import dev.tandem.app.labels.ClassNames;
import dev.tandem.app.labels.LabelTopic;
import dev.tandem.app.labels.LabelledClip;
import dev.tandem.app.labels.Labelling;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.posted.PostedClip;
import dev.tandem.ingest.feed.posted.PostedFeed;
import dev.tandem.ingest.feed.posted.PostedMedia;
import dev.tandem.monitoring.http.Teacher;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes what people teach: hands recordings to a feed, and says what they correct. */
public final class Classroom implements Teacher {
  private static final String LEARNED =
      "go back to a version of before, on the board, to take back what was learned";

  /**
   * Where words about clips go.
   *
   * @param labels name of the topic
   * @param open how long after its clip time a clip's label can still count
   * @param who says so
   */
  public record Desk(KafkaConnection kafka, String labels, Duration open, String who) {}

  private final PostedFeed feed;
  private final String stream;
  private final Desk desk;
  private final Clock clock;
  private final Recordings recordings;
  private final Lessons lessons = new Lessons();

  /**
   * @param feed that is being published as {@code stream}
   * @param frames of each clip
   */
  public Classroom(PostedFeed feed, int frames, String stream, Desk desk, Clock clock) {
    this.feed = feed;
    this.stream = stream;
    this.desk = desk;
    this.clock = clock;
    this.recordings = new Recordings(new PostedMedia(frames));
  }

  @Override
  public String stream() {
    return stream;
  }

  @Override
  public Taken take(byte[] media, Optional<String> className) {
    className.ifPresent(Classroom::requireName);
    SortedMap<String, Signal> signals = recordings.read(media);
    PostedClip clip =
        feed.offer(signals, className.map(ClipLabel::ofClass))
            .orElseThrow(
                () -> new BusyException("more clips wait than can be published; try again later"));
    String id = clip.id(stream);
    lessons.put(new Lesson(new LabelledClip(id, clip.begin(), clip.end(), stream, ""), className));
    String missing =
        feed.describe().modalityNames().stream()
            .filter(modality -> !signals.containsKey(modality))
            .map(modality -> "no " + modality)
            .collect(Collectors.joining(", "));
    return new Taken(id, missing);
  }

  @Override
  public synchronized String undo() {
    Lesson last =
        lessons
            .last()
            .orElseThrow(() -> new UsageException("nothing to undo: no clip is labelled"));
    if (!isOpen(last) || takeBack(List.of(last)) > 0) {
      throw new UsageException(
          "the last clip, '%s', is learned already; %s".formatted(last.className().get(), LEARNED));
    }
    return "the last clip is not '%s' any more".formatted(last.className().get());
  }

  @Override
  public synchronized String relabel(String clip, String className) {
    requireName(className);
    Lesson lesson =
        lessons.of(clip).orElseThrow(() -> new UsageException("there is no clip of that id here"));
    if (!isOpen(lesson)) {
      throw new UsageException(
          "it is too late for this clip: what it shows is decided; record it again, or %s"
              .formatted(LEARNED));
    }
    if (say(labelling -> labelling.say(lesson.clip(), className, List.of())).late()) {
      throw new UsageException(
          "it was too late: what the clip shows is decided; %s".formatted(LEARNED));
    }
    lessons.put(lesson.with(Optional.of(className)));
    return "the clip is '%s' now".formatted(className);
  }

  @Override
  public synchronized String forget(String className) {
    List<Lesson> showing = lessons.showing(className);
    if (showing.isEmpty()) {
      throw new UsageException("no clip of this session is '%s'".formatted(className));
    }
    List<Lesson> open = showing.stream().filter(this::isOpen).toList();
    int late = takeBack(open);
    int learned = showing.size() - open.size() + late;
    showing.forEach(lesson -> lessons.put(lesson.with(Optional.empty())));
    String taken = "%d clips of '%s' are taken back".formatted(open.size() - late, className);
    return learned == 0
        ? taken
        : "%s; %d were learned already: %s".formatted(taken, learned, LEARNED);
  }

  /** How many of them were decided by then. */
  private int takeBack(List<Lesson> open) {
    int late = 0;
    for (Lesson lesson : open) {
      if (say(labelling -> labelling.takeBack(lesson.clip())).late()) {
        late++;
      } else {
        lessons.put(lesson.with(Optional.empty()));
      }
    }
    return late;
  }

  private boolean isOpen(Lesson lesson) {
    Instant decided = lesson.clip().begin().plus(desk.open());
    return clock.instant().isBefore(decided);
  }

  private Labelling.Done say(Function<Labelling, Labelling.Done> word) {
    try (CommittedLog log = CommittedLog.open(desk.kafka())) {
      LabelTopic topic = new LabelTopic(desk.kafka(), log, desk.labels());
      return word.apply(new Labelling(topic, desk.open(), desk.who(), clock));
    }
  }

  /** What no job would take for a class. */
  private static void requireName(String name) {
    if (TeachDefaults.NOTHING_YET.contains(name)) {
      throw new UsageException("'%s' is no name that can be taught".formatted(name));
    }
    ClassNames.require(name);
  }
}
