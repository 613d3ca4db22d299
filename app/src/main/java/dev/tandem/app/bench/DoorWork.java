package dev.tandem.app.bench;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.TailClock;
import dev.tandem.trainer.job.AnyReader;
import dev.tandem.trainer.settings.JoinSettings;
import dev.tandem.trainer.settings.TrainerOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** What a door does with a record of each stream in turn, one a second. */
final class DoorWork implements Grower.Work {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BATCH = 1_000;

  private final TailClock clock =
      new TailClock(
          JoinSettings.of(Config.of(Map.of(), TrainerOptions.ALL)).featureDoor(), new AnyReader());
  private final List<RawRecord> records = new ArrayList<>();
  private final int streams;
  private final String gateway;
  private final int marked;
  private long next;

  /**
   * {@code gateway} speaks for the streams once a second, and at least at each hundredth record;
   * empty where each is its own.
   */
  DoorWork(int streams, String gateway) {
    this.streams = streams;
    this.gateway = gateway;
    this.marked = Math.max(streams, 100);
  }

  @Override
  public void prepare() {
    records.clear();
    while (records.size() < BATCH) {
      Instant time = START.plusSeconds(next / streams).plusNanos(next % streams * 1_000);
      if (!gateway.isEmpty() && next % marked == 0) {
        records.add(raw(gateway, new StreamMark(gateway, MarkKind.HEARTBEAT, time), time));
      }
      records.add(raw("c" + next, features(time), time));
      next++;
    }
  }

  @Override
  public long run() {
    records.forEach(clock::offer);
    long last = records.get(records.size() - 1).origin().timestamp();
    if (clock.latest().orElseThrow() != last) {
      throw new IllegalStateException("the door has refused records");
    }
    return records.size();
  }

  private Features features(Instant time) {
    return new Features(
        "c" + next,
        time,
        "s" + next % streams,
        gateway,
        "audio",
        0,
        1,
        new Extractor("raw", "1"),
        ElementType.UINT8,
        1f,
        0f,
        List.of(16),
        ByteBuffer.wrap(new byte[16]));
  }

  private static RawRecord raw(String key, SpecificRecordBase record, Instant time) {
    Origin origin = new Origin("audio", 0, 0, time.toEpochMilli());
    return new RawRecord(origin, key.getBytes(StandardCharsets.UTF_8), Wire.encode(record));
  }
}
