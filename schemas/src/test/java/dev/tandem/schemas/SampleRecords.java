package dev.tandem.schemas;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.OffsetRange;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.ShadowComparison;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** One record of each kind, every field set. */
final class SampleRecords {
  static final Instant TIME = Instant.ofEpochMilli(1_767_225_600_123L);
  private static final Extractor LOG_MEL = new Extractor("log-mel", "1");
  static final String GATEWAY = "hall";
  private static final String DIGEST = "ab".repeat(32);

  private SampleRecords() {}

  static List<SpecificRecordBase> all() {
    return List.of(
        features(),
        new StreamMark("cam-1", MarkKind.HEARTBEAT, TIME),
        label(),
        clip(),
        manifest(),
        new ModelPointer("av", 2, 17, DIGEST),
        prediction(),
        new ShadowComparison("av", 2, 17, "av", 2, 16, TIME, 64, 60, 1, 3.5, 0.75, 1.25),
        trainingEvent(),
        new ControlEvent("av", ControlAction.QUARANTINE, 0, 0, "kim", "noise only", TIME, "cam-1"));
  }

  static Label label() {
    return new Label(
        "cam-1-00000007",
        TIME,
        "cam-1",
        GATEWAY,
        "seven",
        List.of(0.25, -1.0),
        LabelKind.CORRECTION);
  }

  static Features features() {
    return new Features(
        "cam-1-00000007",
        TIME,
        "cam-1",
        GATEWAY,
        "audio",
        1,
        3,
        LOG_MEL,
        ElementType.UINT8,
        0.5f,
        -1f,
        List.of(1, 2),
        ByteBuffer.wrap(new byte[] {7, -8}));
  }

  private static Clip clip() {
    ClipPart part =
        new ClipPart(
            "audio",
            LOG_MEL,
            ElementType.FLOAT32,
            1f,
            0f,
            List.of(1),
            ByteBuffer.wrap(new byte[] {0, 0, (byte) 0x80, 0x3f}));
    return new Clip("cam-1-00000007", TIME, TIME.plusMillis(1000), "cam-1", false, List.of(part));
  }

  static ModelManifest manifest() {
    return new ModelManifest(
        "av",
        2,
        17,
        340L,
        TIME,
        TIME.plusMillis(5),
        "safetensors",
        524_289L,
        2,
        DIGEST,
        "",
        "{\"classes\":2}",
        List.of("no", "yes"),
        List.of(new FeatureContract("audio", LOG_MEL, List.of(40, 98))),
        List.of(new NamedValue("prequential.fused", 0.875)),
        List.of(new NamedText("trainer.seed", "42")),
        List.of(new OffsetRange("av.labels.v1", 0, 10L, 20L)),
        "accuracy fell from 0.9 to 0.5");
  }

  private static Prediction prediction() {
    return new Prediction(
        "cam-1-00000007",
        TIME,
        "av",
        2,
        17,
        true,
        "yes",
        0.75f,
        List.of(
            new HeadPrediction(
                "fused", "yes", List.of(0.25f, 0.75f), List.of(1.5f), List.of("no", "yes"))),
        List.of(1.5f));
  }

  static TrainingEvent trainingEvent() {
    return new TrainingEvent(
        "av",
        2,
        680L,
        TrainingEventKind.STEP,
        340L,
        TIME,
        TIME.plusMillis(5),
        List.of("cam-1-00000007"),
        List.of(new ModalityPace("audio", 0.5, 0.8, 0.9)),
        List.of(new HeadResult("fused", 0.25, 16, 14)),
        List.of(new NamedValue("trained", 5440.0)),
        17,
        12.5,
        "the loss of audio is NaN",
        List.of("fused"),
        List.of("audio"));
  }
}
