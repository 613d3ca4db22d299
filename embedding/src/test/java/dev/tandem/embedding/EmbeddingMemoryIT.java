package dev.tandem.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.extract.SignalKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fifty thousand clips through a frozen network: what it holds does not grow. */
@Tag("long")
class EmbeddingMemoryIT {
  private static final Path MEMORY = Path.of("/proc/self/smaps_rollup");
  private static final Pattern ANONYMOUS = Pattern.compile("Anonymous: +(\\d+) kB");
  private static final int CLIPS = 50_000;
  private static final int WARM = 20_000;
  private static final int BATCH = 8;
  private static final long ROOM_KILOBYTES = 24 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"ear.pt", "ear.onnx"})
  void shouldNotGrow(String file) throws Exception {
    assumeTrue(Files.exists(MEMORY), "needs Linux's smaps_rollup");
    Path network = Path.of(EmbeddingMemoryIT.class.getResource(file).toURI());
    String text = "embed:%s:rate=8000:batch=%d".formatted(network, BATCH);
    List<Signal> clips = Collections.nCopies(BATCH, new Signal.Pcm(new float[8_000], 8_000));
    try (FeatureExtractor ear = Extractors.of(text, SignalKind.SOUND, 1)) {
      embed(ear, clips, WARM);
      long early = kilobytes();
      embed(ear, clips, CLIPS - WARM);
      long late = kilobytes();

      System.out.printf("%s: %d kB, then %d kB%n", file, early, late);
      assertThat(late).isLessThan(early + ROOM_KILOBYTES);
    }
  }

  private static void embed(FeatureExtractor extractor, List<Signal> clips, int count) {
    for (int done = 0; done < count; done += clips.size()) {
      extractor.extractAll(clips);
    }
  }

  private static long kilobytes() throws IOException {
    System.gc(); // buffers of inputs are freed with what is collected
    Matcher anonymous = ANONYMOUS.matcher(Files.readString(MEMORY));
    assertThat(anonymous.find()).isTrue();
    return Long.parseLong(anonymous.group(1));
  }
}
