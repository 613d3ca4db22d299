package dev.tandem.trainer.assembly;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.TestingRecords;

/** Parts as a door lets them in. */
final class TestingParts {
  private TestingParts() {}

  static Part part(Features.Builder builder, long time) {
    Features features = builder.build();
    RawRecord raw = TestingRecords.raw(features.getClipId(), features, time);
    int modality = features.getModality().equals("audio") ? 0 : 1;
    return new FeatureReader(modality, TestingRecords.CONTRACTS.get(modality))
        .read(raw, Wire.decode(raw.value()));
  }

  static Part audio(long clipTime, long time) {
    return part(TestingRecords.audio("x", clipTime, 1, 2, 3, 4), time);
  }

  static Part video(long clipTime, long time) {
    return part(TestingRecords.video("x", clipTime, 1, 2, 3, 255), time);
  }

  /** Half of the audio. */
  static Part audioSegment(int segment, long time) {
    return part(
        TestingRecords.audio("x", 0, segment, segment + 0.5f).setSegment(segment).setSegments(2),
        time);
  }
}
