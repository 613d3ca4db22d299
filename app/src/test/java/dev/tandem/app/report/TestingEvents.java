package dev.tandem.app.report;

import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Hand-made records of a run: steps of ten clips, one a second. */
final class TestingEvents {
  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  static final int CLIPS = 10;

  private TestingEvents() {}

  /** A step in which the fused head had {@code correct} of its ten clips right, audio one less. */
  static TrainingEvent step(long step, int correct, Map<String, Long> totals) {
    return event(step, totals)
        .setKind(TrainingEventKind.STEP)
        .setSequence(2 * step)
        .setClipIds(IntStream.range(0, CLIPS).mapToObj(i -> "s-" + step + "-" + i).toList())
        .setPaces(
            List.of(
                new ModalityPace("audio", 0.5, 0.5, 1 - step / 100.0),
                new ModalityPace("video", 0.5, 0.5, 1 + step / 100.0)))
        .setHeads(
            List.of(
                new HeadResult("fused", 1.0, CLIPS, correct),
                new HeadResult("audio", 1.0, CLIPS, correct - 1)))
        .build();
  }

  static TrainingEvent step(long step, int correct) {
    return step(step, correct, Map.of());
  }

  static TrainingEvent progress(long step, Instant trainedUntil, Map<String, Long> totals) {
    return event(step, totals)
        .setKind(TrainingEventKind.PROGRESS)
        .setSequence(2 * step + 1)
        .setTrainedUntil(trainedUntil)
        .setClipIds(List.of())
        .setPaces(List.of())
        .setHeads(List.of())
        .build();
  }

  private static TrainingEvent.Builder event(long step, Map<String, Long> totals) {
    return TrainingEvent.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setStep(step)
        .setTrainedUntil(START.plusSeconds(step))
        .setWrittenAt(START.plusSeconds(step))
        .setTotals(
            totals.entrySet().stream()
                .map(total -> new NamedValue(total.getKey(), (double) total.getValue()))
                .toList())
        .setPublishedVersion(0)
        .setStepMillis(5.0);
  }

  static ModelManifest version(int version, long step) {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setVersion(version)
        .setStep(step)
        .setTrainedUntil(START)
        .setPublishedAt(START.plusSeconds(step))
        .setBytes(100L)
        .setChunks(1)
        .setSha256("digest" + version)
        .setArchitecture("{}")
        .setClassNames(List.of("a", "b"))
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of())
        .build();
  }
}
