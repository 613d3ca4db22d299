package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.extract.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes folders of features by hand, and reads what the feed makes of them. */
record TestingFolder(Path path) {

  void write(String name, String... lines) {
    try {
      Files.write(path.resolve(name), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, byte[] bytes) {
    try {
      Files.write(path.resolve(name), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Float rows, all of the same width. */
  void tensors(String name, float[]... rows) {
    write(name, floats("{}", rows));
  }

  static byte[] floats(String metadata, float[]... rows) {
    int width = rows[0].length;
    ByteBuffer data =
        ByteBuffer.allocate(rows.length * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float value : row) {
        data.putFloat(value);
      }
    }
    return tensors(
        "{\"__metadata__\":%s,\"features\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}}"
            .formatted(metadata, rows.length, width, data.capacity()),
        data.array());
  }

  static byte[] tensors(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  Feed open(String parameters) {
    return Feeds.open(Feeds.parse("features:" + path + parameters), 3);
  }

  static List<CapturedClip> all(Feed feed) {
    List<CapturedClip> clips = new ArrayList<>();
    for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
      clips.add(clip.get());
    }
    return clips;
  }

  static float[] floats(CapturedClip clip, String modality) {
    byte[] elements = ((Signal.Given) clip.signals().get(modality)).elements();
    float[] values = new float[elements.length / Float.BYTES];
    ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** What was left out, an item and its reason a line. */
  static List<String> told(Feed feed) {
    return feed.skipped().stream().map(found -> found.item() + ": " + found.reason()).toList();
  }

  static List<String> ids(Feed feed) {
    return all(feed).stream().map(clip -> clip.origin().orElseThrow().item()).toList();
  }
}
