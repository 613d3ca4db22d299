package dev.tandem.trainer.training;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipEventSerializer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A clip that waits for its verdict or its step.
 *
 * @param prediction what the model said at the clip's ready time; empty until its turn
 */
record PendingClip(JoinedClip clip, Optional<HeadOutputs> prediction) {

  PendingClip with(HeadOutputs made) {
    return new PendingClip(clip, Optional.of(made));
  }

  void write(DataOutput out) throws IOException {
    ClipEventSerializer.writeClip(clip, out);
    Bytes.writeOptional(prediction, PendingClip::writePrediction, out);
  }

  static PendingClip read(DataInput in) throws IOException {
    return new PendingClip(
        ClipEventSerializer.readClip(in), Bytes.readOptional(PendingClip::readPrediction, in));
  }

  private static void writePrediction(HeadOutputs prediction, DataOutput out) throws IOException {
    Bytes.writeAll(
        prediction.byHead().entrySet(),
        (head, o) -> {
          Bytes.writeText(head.getKey(), o);
          Bytes.writeFloats(head.getValue(), o);
        },
        out);
  }

  private static HeadOutputs readPrediction(DataInput in) throws IOException {
    Map<String, float[]> heads = new LinkedHashMap<>();
    Bytes.readAll(i -> Map.entry(Bytes.readText(i), Bytes.readFloats(i)), in)
        .forEach(head -> heads.put(head.getKey(), head.getValue()));
    return new HeadOutputs(heads);
  }
}
