package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.monitoring.state.Happenings.Weight;
import dev.tandem.schemas.DeadLetterFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Dead letters by what is wrong with them. */
final class Letters implements Section {
  private static final int MOST_REASONS = 200;
  private static final int SHOWN = 20;

  /** Numbers and quoted names in a reason: without them reasons are alike. */
  private static final String VARIABLE = "'[^']*'|\"[^\"]*\"|\\d[\\d.,:TZ-]*";

  private final Happenings happenings;
  private final Streams streams;
  private final Recent<String, Reason> reasons = new Recent<>(MOST_REASONS);

  private record Reason(long count, long last, String example, String stream) {}

  Letters(Happenings happenings, Streams streams) {
    this.happenings = happenings;
    this.streams = streams;
  }

  void offer(Headers headers, long time) {
    String reason = text(headers, DeadLetterFormat.REASON).orElse("no reason was given");
    String stream = text(headers, DeadLetterFormat.STREAM).orElse("");
    String kind = Names.cut(reason.replaceAll(VARIABLE, "…"));
    Reason known = reasons.get(kind);
    if (known == null) {
      happenings.add(time, Weight.WARNING, "dead letter", reason);
    }
    long count = known == null ? 1 : known.count() + 1;
    reasons.put(kind, new Reason(count, time, Names.cut(reason), Names.cut(stream)));
    if (!stream.isEmpty() && !stream.equals(DeadLetterFormat.UNKNOWN_STREAM)) {
      streams.letter(stream);
    }
  }

  private static Optional<String> text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  @Override
  public String name() {
    return "letters";
  }

  /** The most frequent first. */
  @Override
  public void write(JsonWriter out) throws IOException {
    List<Map.Entry<String, Reason>> shown =
        reasons.entrySet().stream()
            .sorted(Comparator.comparingLong(reason -> -reason.getValue().count()))
            .limit(SHOWN)
            .toList();
    out.beginArray();
    for (Map.Entry<String, Reason> entry : shown) {
      Reason reason = entry.getValue();
      out.beginObject();
      out.name("count").value(reason.count());
      out.name("t").value(reason.last());
      out.name("text").value(reason.example());
      out.name("stream").value(reason.stream());
      out.endObject();
    }
    out.endArray();
  }
}
