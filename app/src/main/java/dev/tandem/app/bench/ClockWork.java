package dev.tandem.app.bench;

import dev.tandem.schemas.config.Config;
import dev.tandem.stream.door.DoorClocks;
import dev.tandem.trainer.settings.JoinSettings;
import dev.tandem.trainer.settings.TrainerOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The clocks of a door in which every partition knows every stream. */
final class ClockWork {
  private static final long START = 1_767_225_600_000L;
  private static final int BATCH = 1_000;

  /** Of a camera's clip to the next. */
  private static final long SECOND = 1_000;

  private final DoorClocks clocks;
  private final List<String> streams;
  private final int partitions;
  private long next;

  ClockWork(int streams, int partitions) {
    this.clocks =
        new DoorClocks(
            JoinSettings.of(Config.of(Map.of(), TrainerOptions.ALL)).featureDoor(), partitions);
    this.streams = IntStream.range(0, streams).mapToObj(s -> "camera-%05d".formatted(s)).toList();
    this.partitions = partitions;
    for (long mark = 0; mark < 2L * streams * partitions; mark++) {
      advance();
    }
  }

  /** Each stream says how far it is in each partition in turn. */
  private long advance() {
    long stream = next / partitions % streams.size();
    long round = next / partitions / streams.size();
    long time = START + round * SECOND + stream * SECOND / streams.size();
    return clocks.advance(streams.get((int) stream), (int) (next++ % partitions), time);
  }

  /** An item is a record. */
  Grower.Work records() {
    return () -> {
      long watermark = Long.MIN_VALUE;
      for (int i = 0; i < BATCH; i++) {
        watermark = advance();
      }
      if (watermark < START) {
        throw new IllegalStateException("the clocks tell no time");
      }
      return BATCH;
    };
  }

  /** An item is a stream in a partition. */
  Grower.Work copies() {
    return new Checkpoint(false);
  }

  /** An item is a stream in a partition. */
  Grower.Work writes() {
    return new Checkpoint(true);
  }

  private final class Checkpoint implements Grower.Work {
    private final boolean written;
    private DoorClocks.Copy copy;

    Checkpoint(boolean written) {
      this.written = written;
    }

    @Override
    public void prepare() {
      for (int i = 0; i < BATCH; i++) {
        advance();
      }
      copy = clocks.copy();
    }

    @Override
    public long run() {
      if (written) {
        copy.write();
      } else {
        copy = clocks.copy();
      }
      return (long) streams.size() * partitions;
    }

    @Override
    public long bytes() {
      return copy.write();
    }
  }
}
