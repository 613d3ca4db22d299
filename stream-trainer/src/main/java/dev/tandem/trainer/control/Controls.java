package dev.tandem.trainer.control;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.stream.door.RejectedRecordException;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.PerStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was said to one model, and what holds for a clip because of it.
 *
 * <p>A word on a stream is in force for clips whose clip time is at or after its own. One that is
 * read when such a clip was decided already is refused: half of a span would be treated one way and
 * half the other.
 *
 * <p>So it is with the release of a held version: versions of its time or later are compared with
 * the released one; and with words that halt the model or let it go on from a version, which the
 * first batch of their time or later obeys.
 *
 * <p>A pin, a release and a word to go on also keep their version on its topic. That is in force as
 * soon as it is read, for it changes no version, and is no part of the state, because all words are
 * read again at each start.
 */
public final class Controls {
  /**
   * A word that is not obeyed.
   *
   * @param exception the class of what was thrown; empty for a decision of content
   */
  public record Refusal(
      RawRecord raw, Tally tally, String stream, String reason, String exception) {}

  /**
   * A word that is due.
   *
   * @param resumed the version to go on from; empty to halt
   */
  public record Directive(RawRecord raw, Optional<ModelKey> resumed) {}

  private final String model;
  private final TreeMap<Integer, Long> read;
  private final Quarantine quarantine;
  private final Releases releases;
  private long decided;
  private final Directives directives;
  private long compared;
  private long ordered;
  private Optional<ModelKey> pin = Optional.empty();
  private final Set<ModelKey> named = new TreeSet<>();
  private long pinOffset = -1;

  public Controls(String model, ControlState state) {
    this.model = model;
    read = new TreeMap<>(state.read());
    quarantine = new Quarantine(state.quarantine());
    decided = state.decided();
    releases = new Releases(state.releases());
    compared = state.compared();
    directives = new Directives(state.orders());
    ordered = state.ordered();
  }

  public ControlState snapshot() {
    return new ControlState(
        new TreeMap<>(read),
        decided,
        quarantine.snapshot(),
        compared,
        releases.snapshot(),
        ordered,
        directives.snapshot());
  }

  /** Takes note of a word; of one that comes again, no second time. */
  public Optional<Refusal> accept(RawRecord raw) {
    int partition = raw.origin().partition();
    boolean known = raw.origin().offset() <= read.getOrDefault(partition, -1L);
    if (!known) {
      read.put(partition, raw.origin().offset());
    }
    try {
      return raw.value() == null
          ? Optional.empty()
          : accept(raw, Wire.decode(raw.value(), ControlEvent.class), known);
    } catch (WireException | RejectedRecordException e) {
      return known
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  raw, Tally.INVALID, PerStream.UNKNOWN, e.getMessage(), e.getClass().getName()));
    }
  }

  /** What is said of other models, or to consumers alone, says nothing here. */
  private Optional<Refusal> accept(RawRecord raw, ControlEvent event, boolean known) {
    if (!event.getModel().equals(model)) {
      return Optional.empty();
    }
    return switch (event.getAction()) {
      case PIN -> pin(raw, Optional.of(version(event)));
      case UNPIN, FOLLOW -> pin(raw, Optional.empty());
      case QUARANTINE -> known ? Optional.empty() : acceptOfStream(raw, event);
      case RELEASE ->
          event.getStream().isEmpty()
              ? release(raw, event, known)
              : known ? Optional.empty() : acceptOfStream(raw, event);
      case HALT, RESUME -> direct(raw, event, known);
    };
  }

  private static ModelKey version(ControlEvent event) {
    if (event.getGeneration() < 1 || event.getVersion() < 1) {
      throw new RejectedRecordException(
          "%s names version %d.%d; both start at 1"
              .formatted(event.getAction(), event.getGeneration(), event.getVersion()));
    }
    return new ModelKey(event.getModel(), event.getGeneration(), event.getVersion());
  }

  /** The last word counts; all of a model's pins lie in one partition, in their order. */
  private Optional<Refusal> pin(RawRecord raw, Optional<ModelKey> version) {
    if (raw.origin().offset() > pinOffset) {
      pinOffset = raw.origin().offset();
      pin = version;
    }
    return Optional.empty();
  }

  private Optional<Refusal> release(RawRecord raw, ControlEvent event, boolean known) {
    ModelKey version = version(event);
    named.add(version);
    long time = event.getTime().toEpochMilli();
    if (known) {
      return Optional.empty();
    }
    if (time <= compared) {
      String reason =
          "consumers follow %s, but later versions are not compared with it: that was to begin at %s, and versions up to %s were compared before it was read; say it again with a later time"
              .formatted(version, event.getTime(), Instant.ofEpochMilli(compared));
      return Optional.of(new Refusal(raw, Tally.LATE, PerStream.UNKNOWN, reason, ""));
    }
    releases.set(version, time);
    return Optional.empty();
  }

  private Optional<Refusal> direct(RawRecord raw, ControlEvent event, boolean known) {
    if (event.getAction() == ControlAction.RESUME) {
      named.add(version(event));
    }
    long time = event.getTime().toEpochMilli();
    if (known) {
      return Optional.empty();
    }
    if (time <= ordered) {
      String reason =
          "%s of model %s takes effect at %s, but batches up to %s were trained before it was read; say it again with a later time"
              .formatted(event.getAction(), model, event.getTime(), Instant.ofEpochMilli(ordered));
      return Optional.of(new Refusal(raw, Tally.LATE, PerStream.UNKNOWN, reason, ""));
    }
    directives.set(time, raw);
    return Optional.empty();
  }

  private Optional<Refusal> acceptOfStream(RawRecord raw, ControlEvent event) {
    if (event.getStream().isEmpty()) {
      throw new RejectedRecordException("QUARANTINE names no stream");
    }
    long time = event.getTime().toEpochMilli();
    if (time <= decided) {
      return Optional.of(tooLate(raw, event));
    }
    quarantine.set(event.getStream(), time, event.getAction() == ControlAction.QUARANTINE);
    return Optional.empty();
  }

  private Refusal tooLate(RawRecord raw, ControlEvent event) {
    String reason =
        "%s of stream %s takes effect at %s, but clips up to %s were decided before it was read; say it again with a later time"
            .formatted(
                event.getAction(),
                event.getStream(),
                event.getTime(),
                Instant.ofEpochMilli(decided));
    return new Refusal(raw, Tally.LATE, event.getStream(), reason, "");
  }

  /** Whether a clip is kept out of training. */
  public boolean quarantines(String stream, long clipTime) {
    return quarantine.covers(stream, clipTime);
  }

  /** Takes the word that a batch of {@code time} has to obey; no later word can change it. */
  public Optional<Directive> takeDirective(long time) {
    ordered = Math.max(ordered, time);
    return directives.due(time).map(Controls::directive);
  }

  private static Directive directive(RawRecord raw) {
    ControlEvent event = Wire.decode(raw.value(), ControlEvent.class);
    return new Directive(
        raw,
        event.getAction() == ControlAction.RESUME ? Optional.of(version(event)) : Optional.empty());
  }

  /**
   * Whether a version is not to leave its topic: the pinned one, and for ever those that were
   * released or that the model was told to go on from, as a replay will need them.
   */
  public boolean keeps(ModelKey version) {
    return pin.filter(version::equals).isPresent() || named.contains(version);
  }

  /** A version of this time is compared with another now; no later word can change with which. */
  public void compare(long time) {
    compared = Math.max(compared, time);
  }

  /** Whether a version was released for one that is published at {@code time}. */
  public boolean isReleased(ModelKey version, long time) {
    return releases.covers(version, time);
  }

  /** What becomes of a clip of this time is decided now; no later word can change it. */
  public void decide(long clipTime) {
    decided = Math.max(decided, clipTime);
  }

  /** Streams that are kept out, or will be. */
  public int quarantined() {
    return quarantine.size();
  }
}
