package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.feed.TestingWav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of very many files, some of which are none. */
@Tag("long")
@Timeout(1_500)
class LargeFolderIT {
  private static final int FILES = 10_000;
  private static final int DAMAGED = 100;

  @TempDir Path directory;

  @Test
  void shouldCutEachOfTenThousandFiles() throws IOException {
    Path one = directory.resolve(".one");
    TestingWav.tone(one, 8_000, 0.1);
    for (int i = 0; i < FILES; i++) {
      Path file = directory.resolve(String.format(Locale.ROOT, "c%d_%05d.wav", i % 7, i));
      if (i % (FILES / DAMAGED) == 0) {
        Files.writeString(file, "no media at all");
      } else {
        Files.copy(one, file);
      }
    }

    requireAll("");
    requireAll("?follow=500ms&settle=100ms");
  }

  private void requireAll(String parameters) {
    long clips = 0;
    try (FileFeed feed = FileFeed.open(Feeds.parse("file:" + directory + parameters), 1)) {
      assertThat(feed.describe().classNames()).hasSize(7);
      for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
        assertThat(clip.get().index()).isEqualTo(clips++);
      }
      assertThat(feed.skipped()).hasSize(DAMAGED);
      assertThat(feed.reports()).hasSize(FILES);
    }
    assertThat(clips).isEqualTo(FILES - DAMAGED);
  }
}
