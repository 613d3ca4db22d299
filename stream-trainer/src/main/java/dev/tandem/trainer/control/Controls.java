package dev.tandem.trainer.control;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.trainer.door.RejectedRecordException;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import dev.tandem.trainer.door.Tally;
import dev.tandem.trainer.metrics.PerStream;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was said to one model, and what holds for a clip because of it.
 *
 * <p>A word is in force for clips whose clip time is at or after its own. One that is read when
 * such a clip was decided already is refused: half of a span would be treated one way and half the
 * other.
 */
public final class Controls {
  /**
   * A word that is not obeyed.
   *
   * @param exception the class of what was thrown; empty for a decision of content
   */
  public record Refusal(
      RawRecord raw, Tally tally, String stream, String reason, String exception) {}

  private final String model;
  private final TreeMap<Integer, Long> read;
  private final Quarantine quarantine;
  private long decided;

  public Controls(String model, ControlState state) {
    this.model = model;
    read = new TreeMap<>(state.read());
    quarantine = new Quarantine(state.quarantine());
    decided = state.decided();
  }

  public ControlState snapshot() {
    return new ControlState(new TreeMap<>(read), decided, quarantine.snapshot());
  }

  /** Takes note of a word; of one that comes again, no second time. */
  public Optional<Refusal> accept(RawRecord raw) {
    int partition = raw.origin().partition();
    if (raw.origin().offset() <= read.getOrDefault(partition, -1L)) {
      return Optional.empty();
    }
    read.put(partition, raw.origin().offset());
    try {
      return raw.value() == null
          ? Optional.empty()
          : accept(raw, Wire.decode(raw.value(), ControlEvent.class));
    } catch (WireException | RejectedRecordException e) {
      return Optional.of(
          new Refusal(
              raw, Tally.INVALID, PerStream.UNKNOWN, e.getMessage(), e.getClass().getName()));
    }
  }

  /** What is said of other models, or to consumers, says nothing here. */
  private Optional<Refusal> accept(RawRecord raw, ControlEvent event) {
    boolean quarantines = event.getAction() == ControlAction.QUARANTINE;
    boolean releases = event.getAction() == ControlAction.RELEASE && !event.getStream().isEmpty();
    if (!event.getModel().equals(model) || !(quarantines || releases)) {
      return Optional.empty();
    }
    if (event.getStream().isEmpty()) {
      throw new RejectedRecordException("QUARANTINE names no stream");
    }
    long time = event.getTime().toEpochMilli();
    if (time <= decided) {
      return Optional.of(tooLate(raw, event));
    }
    quarantine.set(event.getStream(), time, quarantines);
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

  /** What becomes of a clip of this time is decided now, and of no later word any more. */
  public void decide(long clipTime) {
    decided = Math.max(decided, clipTime);
  }

  /** Streams that are kept out, or will be. */
  public int quarantined() {
    return quarantine.size();
  }
}
