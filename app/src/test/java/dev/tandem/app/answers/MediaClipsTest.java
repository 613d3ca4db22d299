package dev.tandem.app.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaClipsTest {
  @TempDir private Path directory;
  private final List<String> news = new ArrayList<>();

  @Test
  void shouldTellEachRowLeftOutOnceAndInOrder() throws IOException {
    write("clips.csv", "id", "a", "b", "c", "d");
    write("audio.csv", "id,x", "a,inf", "b,1", "c,inf", "d,1");
    write("video.csv", "id,x", "a,1", "b,inf", "c,1", "d,inf");

    readAll();

    assertThat(leftOut())
        .containsExactly(
            "left out audio.csv, line 2: cell 2 is 'inf'; must be a finite number",
            "left out video.csv, line 3: cell 2 is 'inf'; must be a finite number",
            "left out audio.csv, line 4: cell 2 is 'inf'; must be a finite number",
            "left out video.csv, line 5: cell 2 is 'inf'; must be a finite number");
  }

  @Test
  void shouldTellHowManyMoreThereWereOnceAtTheEnd() throws IOException {
    List<String> ids = IntStream.range(0, 130).mapToObj(i -> "c" + i).toList();
    write("clips.csv", lines("id", ids.stream()));
    write("audio.csv", lines("id,x", ids.stream().map(id -> id + ",inf")));
    write("video.csv", lines("id,x", ids.stream().map(id -> id + ",1")));

    readAll();

    assertThat(leftOut())
        .hasSize(101)
        .endsWith("left out audio.csv: 30 more rows have numbers that are not finite");
  }

  private static String[] lines(String head, Stream<String> rows) {
    return Stream.concat(Stream.of(head), rows).toArray(String[]::new);
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }

  private void readAll() {
    try (MediaClips clips = MediaClips.open(Feeds.parse("features:" + directory), 1, news::add)) {
      while (clips.next().isPresent()) {}
    }
  }

  private List<String> leftOut() {
    return news.stream().filter(line -> line.startsWith("left out")).toList();
  }
}
