package dev.tandem.trainer.job;

import dev.tandem.trainer.door.SourceItem;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Flow control: a source whose records are far ahead of the others' pauses. It bounds what is open
 * and decides nothing; a quiet source stops holding the others back after a while of wall-clock
 * time.
 */
final class SourceAlignment {
  private static final String GROUP = "tandem";
  private static final Duration UPDATE_INTERVAL = Duration.ofMillis(50);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private SourceAlignment() {}

  static WatermarkStrategy<SourceItem> within(Duration maxDrift) {
    return WatermarkStrategy.<SourceItem>forGenerator(context -> new LatestTime())
        .withWatermarkAlignment(GROUP, maxDrift, UPDATE_INTERVAL)
        .withIdleness(QUIET);
  }

  private static final class LatestTime implements WatermarkGenerator<SourceItem>, Serializable {
    private static final long serialVersionUID = 1L;

    private long latest = Long.MIN_VALUE;

    @Override
    public void onEvent(SourceItem item, long timestamp, WatermarkOutput output) {
      if (item instanceof RawRecord raw && raw.origin().timestamp() > latest) {
        latest = raw.origin().timestamp();
        output.emitWatermark(new Watermark(latest));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
