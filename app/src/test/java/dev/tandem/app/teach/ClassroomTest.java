package dev.tandem.app.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.feed.posted.PostedFeed;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassroomTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

  private final PostedFeed feed =
      new PostedFeed(PostedFeed.uri(), TeachDefaults.NOTHING_YET, CLOCK);
  private final Classroom classroom =
      new Classroom(
          feed,
          3,
          "teach-1",
          new Classroom.Desk(
              KafkaConnection.to("127.0.0.1:1"), "av.labels.v1", Duration.ofSeconds(2), "ann"),
          CLOCK);

  private void assertRefused(String recording, String className, String message) {
    byte[] bytes = recording.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> classroom.take(bytes, Optional.of(className)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("/tmp");
  }

  @Test
  void shouldSayWhatIsWrongWithARecording() {
    assertRefused("no media at all", "cat", "neither WebM, MP4 nor Ogg");
    assertRefused("#EXTM3U\nfile:///etc/passwd\n", "cat", "neither WebM, MP4 nor Ogg");
    assertRefused("\u001aE\u00df\u00a3 and nothing more", "cat", "cannot be used");
  }

  @Test
  void shouldRefuseNamesThatNoJobTakesForAClass() {
    assertRefused("", "a,b", "without commas");
    assertRefused("", "", "must be a name of 1 to 100 characters");
    assertRefused("", "a\u0000", "control characters");
    assertRefused("", TeachDefaults.NOTHING_YET.get(0), "is no name that can be taught");
  }

  @Test
  void shouldSayThatThereIsNothingToTakeBack() {
    assertThatThrownBy(classroom::undo).hasMessage("nothing to undo: no clip is labelled");
    assertThatThrownBy(() -> classroom.relabel("teach-1-7", "cat"))
        .hasMessage("there is no clip of that id here");
    assertThatThrownBy(() -> classroom.forget("cat"))
        .hasMessage("no clip of this session is 'cat'");
  }

  @Test
  void shouldBeginWithSettingsThatAreKnown() {
    assertThat(dev.tandem.app.settings.Settings.of(TeachDefaults.settings()).model())
        .isEqualTo("av");
  }
}
