package dev.tandem.trainer.control;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records of a control topic with one partition, about streams of the model {@code tiny}. */
public final class TestingWords {
  private TestingWords() {}

  public static RawRecord quarantine(long offset, String stream, long time) {
    return word(offset, "tiny", ControlAction.QUARANTINE, stream, time);
  }

  public static RawRecord release(long offset, String stream, long time) {
    return word(offset, "tiny", ControlAction.RELEASE, stream, time);
  }

  /** {@code version} is of the first generation. */
  public static RawRecord pin(long offset, int version) {
    return said(offset, ControlAction.PIN, version, 0);
  }

  public static RawRecord unpin(long offset) {
    return said(offset, ControlAction.UNPIN, 0, 0);
  }

  /** {@code version} is of the first generation. */
  public static RawRecord releaseOf(long offset, int version, long time) {
    return said(offset, ControlAction.RELEASE, version, time);
  }

  /** {@code version} is of the first generation. */
  public static RawRecord resume(long offset, int version, long time) {
    return said(offset, ControlAction.RESUME, version, time);
  }

  public static RawRecord halt(long offset, long time) {
    return said(offset, ControlAction.HALT, 0, time);
  }

  private static RawRecord said(long offset, ControlAction action, int version, long time) {
    int generation = version > 0 ? 1 : 0;
    Instant since = Instant.ofEpochMilli(time);
    return raw(
        offset,
        Wire.encode(
            new ControlEvent("tiny", action, generation, version, "kim", "good", since, "")));
  }

  static RawRecord word(long offset, String model, ControlAction action, String stream, long time) {
    return raw(
        offset,
        Wire.encode(
            new ControlEvent(
                model, action, 0, 0, "kim", "noise", Instant.ofEpochMilli(time), stream)));
  }

  static RawRecord raw(long offset, byte[] value) {
    return new RawRecord(
        new Origin("control", 0, offset, 7), "key".getBytes(StandardCharsets.UTF_8), value);
  }
}
