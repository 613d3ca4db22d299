package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFilesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Follow TEN_SECONDS =
      new Follow(Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(2));

  private final TreeMap<Integer, Runnable> script = new TreeMap<>();
  private int second;
  private boolean stopping;
  private FollowedFiles files;

  @TempDir Path directory;

  @BeforeEach
  void follow() {
    files = new FollowedFiles(this::list, TEN_SECONDS, new Waiter(), () -> stopping);
  }

  @Test
  void shouldTakeWhatIsThereByTimeAndName() {
    write("b", 3, -60);
    write("a", 3, -60);
    write("z", 3, -70);

    assertThat(next(3)).containsExactly("z", "a", "b");
    assertThat(second).as("all at the first look").isZero();
    assertThat(files.next()).isEmpty();
  }

  @Test
  void shouldWaitUntilAFileGrowsNoMore() {
    for (int i = 1; i <= 5; i++) {
      int size = i;
      script.put(i, () -> write("growing", size, size));
    }

    assertThat(next(1)).containsExactly("growing");
    assertThat(second).as("two seconds after its last change").isEqualTo(7);
  }

  @Test
  void shouldTakeAtOnceWhatWasMovedIn() {
    script.put(4, () -> write("moved", 9, -600));

    assertThat(next(1)).containsExactly("moved");
    assertThat(second).isEqualTo(4);
  }

  @Test
  void shouldNotTakeAFilesTimeForItsClock() {
    script.put(1, () -> write("of another clock", 9, 100_000));

    assertThat(next(1)).containsExactly("of another clock");
    assertThat(second).isEqualTo(3);
  }

  @Test
  void shouldNotTakeAnEmptyFileNorOneThatGoesAgain() {
    write("empty", 0, -60);
    script.put(1, () -> write("gone", 5, 1));
    script.put(2, () -> delete("gone"));

    assertThat(files.next()).isEmpty();
  }

  @Test
  void shouldTakeEachOnceAndEndAfterNothingNew() {
    write("a", 3, -60);
    assertThat(next(1)).containsExactly("a");
    write("a", 4, -30);
    script.put(6, () -> write("b", 3, -60));
    assertThat(next(1)).containsExactly("b");

    assertThat(files.next()).isEmpty();
    assertThat(second).as("of quiet, and of what may be just written").isEqualTo(6 + 10 + 2);
  }

  @Test
  void shouldGoOnForEverUntilItIsStopped() {
    files =
        new FollowedFiles(
            this::list,
            new Follow(Optional.empty(), Duration.ofSeconds(2)),
            new Waiter(),
            () -> stopping);
    script.put(5_000, () -> stopping = true);

    assertThat(files.next()).isEmpty();
    assertThat(second).isEqualTo(5_000);
  }

  private List<String> next(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(files.next().orElseThrow().getFileName().toString());
    }
    return names;
  }

  private List<Path> list() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, int size, int changed) {
    try {
      Path file = Files.write(directory.resolve(name), new byte[size]);
      Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(changed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(String name) {
    try {
      Files.delete(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Waiter implements FollowedFiles.Waiter {
    @Override
    public Instant now() {
      return NOON.plusSeconds(second);
    }

    @Override
    public void pause() {
      second++;
      Optional.ofNullable(script.get(second)).ifPresent(Runnable::run);
    }
  }
}
