package dev.tandem.app.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several feeds in a YAML file, by stream.
 *
 * <pre>
 * gateway: hall
 * feeds:
 *   cam-1: rtsp://camera-1/stream
 *   clips:
 *     feed: file:videos/
 *     rate: 1
 * </pre>
 *
 * @param gateway whose marks speak for all of them
 * @param feeds in the file's order, at least one
 */
public record FeedsFile(String gateway, List<FeedPlan> feeds) {
  private static final String GATEWAY = "gateway";
  private static final String FEEDS = "feeds";
  private static final String GATEWAY_OF = ".gateway";

  public FeedsFile {
    feeds = List.copyOf(feeds);
  }

  /** One feed, as if a file named it alone. */
  public static FeedsFile of(FeedPlan feed) {
    return new FeedsFile(feed.stream() + GATEWAY_OF, List.of(feed));
  }

  /** Throws {@link UsageException} for what is not as it must be, with the line where it stands. */
  public static FeedsFile read(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UsageException(
          "--feeds is %s, which cannot be read; name a YAML file with a line for each feed, such as 'cam-1: rtsp://camera/stream' under 'feeds:'"
              .formatted(file));
    }
    try (YAMLParser yaml = new YAMLFactory().createParser(Files.readString(file))) {
      return new Reader(file, yaml).read();
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "%s is not YAML, line %d: %s"
              .formatted(
                  file,
                  e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw new UsageException("%s cannot be read as UTF-8: %s".formatted(file, e.getMessage()));
    }
  }

  /** Reads one. */
  private static final class Reader {
    private final Path file;
    private final YAMLParser yaml;
    private final Map<String, FeedPlan> plans = new LinkedHashMap<>();
    private String gateway = "";

    Reader(Path file, YAMLParser yaml) {
      this.file = file;
      this.yaml = yaml;
    }

    FeedsFile read() throws IOException {
      if (yaml.nextToken() != JsonToken.START_OBJECT) {
        throw wrong("it must be a mapping with the key 'feeds'");
      }
      Set<String> seen = new HashSet<>();
      while (yaml.nextToken() == JsonToken.FIELD_NAME) {
        String key = yaml.currentName();
        requireNew(seen.add(key), key);
        yaml.nextToken();
        switch (key) {
          case GATEWAY -> gateway = scalar(GATEWAY);
          case FEEDS -> feeds();
          default ->
              throw wrong(
                  "unknown key '%s'%s".formatted(key, Nearest.hint(key, List.of(FEEDS, GATEWAY))));
        }
      }
      if (plans.isEmpty()) {
        throw wrong("it has no feed; write 'feeds:' and under it 'cam-1: rtsp://camera/stream'");
      }
      return new FeedsFile(name(), new ArrayList<>(plans.values()));
    }

    /** Streams are nobody else's, so a name made of one is nobody else's, too. */
    private String name() {
      String name = gateway.isEmpty() ? plans.keySet().iterator().next() + GATEWAY_OF : gateway;
      requireName(name);
      if (plans.containsKey(name)) {
        throw wrong(
            "gateway is '%s', which is a stream; must be a name of its own".formatted(name));
      }
      return name;
    }

    private void feeds() throws IOException {
      if (yaml.currentToken() != JsonToken.START_OBJECT) {
        throw wrong("'feeds' must have a line for each stream, such as 'cam-1: studio:?rate=1'");
      }
      while (yaml.nextToken() == JsonToken.FIELD_NAME) {
        String stream = yaml.currentName();
        requireNew(!plans.containsKey(stream), stream);
        requireName(stream);
        int line = line();
        yaml.nextToken();
        FeedEntry entry = new FeedEntry();
        if (yaml.currentToken() == JsonToken.START_OBJECT) {
          fill(entry, stream);
        } else {
          entry.put(FeedEntry.FEED, scalar(stream));
        }
        plans.put(stream, plan(entry, stream, line));
      }
    }

    private void fill(FeedEntry entry, String stream) throws IOException {
      while (yaml.nextToken() == JsonToken.FIELD_NAME) {
        String key = yaml.currentName();
        yaml.nextToken();
        if (!entry.put(key, scalar(stream + "." + key))) {
          throw wrong("%s: the key '%s' is there twice".formatted(stream, key));
        }
      }
    }

    private FeedPlan plan(FeedEntry entry, String stream, int line) {
      try {
        return entry.plan(stream);
      } catch (FeedException | IllegalArgumentException e) {
        throw wrong(line, "%s: %s".formatted(stream, e.getMessage()));
      }
    }

    private String scalar(String key) throws IOException {
      if (!yaml.currentToken().isScalarValue() || yaml.isCurrentAlias()) {
        throw wrong("%s must be one value, written as it is".formatted(key));
      }
      return yaml.currentToken() == JsonToken.VALUE_NULL ? "" : yaml.getText();
    }

    private void requireNew(boolean isNew, String key) {
      if (!isNew) {
        throw wrong("'%s' is there twice".formatted(key));
      }
    }

    private void requireName(String name) {
      try {
        PublisherSettings.requireStream(name);
      } catch (FeedException e) {
        throw wrong(e.getMessage());
      }
    }

    private int line() {
      return yaml.currentTokenLocation().getLineNr();
    }

    private UsageException wrong(String what) {
      return wrong(line(), what);
    }

    private UsageException wrong(int line, String what) {
      return new UsageException("%s, line %d: %s".formatted(file, line, what));
    }
  }
}
