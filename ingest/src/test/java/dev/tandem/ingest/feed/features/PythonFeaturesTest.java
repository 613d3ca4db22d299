package dev.tandem.ingest.feed.features;

import static dev.tandem.ingest.feed.features.TestingFolder.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.Commands;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer that the documentation has. */
class PythonFeaturesTest {
  private static final Path SCRIPT =
      Path.of("..", "docs", "python-features", "write_features.py").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @Test
  void shouldReadWhatTheWriterOfTheDocumentationWrites() throws Exception {
    assumeTrue(Commands.has("python3"), "there is no python3");
    Commands.run(List.of("python3", SCRIPT.toString(), directory.toString(), "50"));

    try (Feed feed = new TestingFolder(directory).open("")) {
      assertThat(feed.describe().modalityNames()).containsExactly("eeg", "skin");
      assertThat(feed.describe().classNames()).containsExactly("calm", "glad");
      List<CapturedClip> clips = all(feed);
      assertThat(clips).hasSize(50).allMatch(clip -> clip.label().isPresent());
      assertThat(clips).filteredOn(clip -> clip.signals().size() == 1).hasSize(5);
      assertThat(feed.skipped()).isEmpty();
    }
    assertThat(TestingFolder.ids(new TestingFolder(directory).open("?holdout=subject-1")))
        .hasSize(37);
  }
}
