package dev.tandem.trainer.job;

import dev.tandem.stream.door.SourceItem;
import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Watermarks of a source that nobody waits for: its records say themselves when they count. */
final class Timeless implements WatermarkGenerator<SourceItem>, Serializable {
  private static final long serialVersionUID = 1L;

  static WatermarkStrategy<SourceItem> strategy() {
    return WatermarkStrategy.forGenerator(context -> new Timeless());
  }

  @Override
  public void onEvent(SourceItem item, long timestamp, WatermarkOutput output) {}

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.emitWatermark(new Watermark(Long.MAX_VALUE));
  }
}
