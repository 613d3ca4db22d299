package dev.tandem.app.bench;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.rehearsal.Reservoir;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws from a full reservoir. */
final class DrawWork implements Grower.Work {
  private static final int CLASSES = 10;
  private static final int DRAWN = 32;

  private final Reservoir reservoir;
  private long draw;

  DrawWork(int clips) {
    Architecture network =
        new Architecture(
            List.of(
                new ModalitySpec("audio", List.of(4), EncoderSpec.mlp(4)),
                new ModalitySpec("video", List.of(4), EncoderSpec.mlp(4))),
            "late-linear",
            CLASSES);
    reservoir = new Reservoir(RehearsalSettings.defaults().withClips(clips), network, 1);
    Example example =
        new Example("c", new TreeMap<>(Map.of("audio", new float[4], "video", new float[4])));
    for (int clip = 0; clip < clips; clip++) {
      reservoir.add(Sample.ofNew(List.of(new LabelledExample(example, clip % CLASSES)), clip));
    }
  }

  @Override
  public long run() {
    reservoir.draw(DRAWN, draw++);
    return 1;
  }
}
