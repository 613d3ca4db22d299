package dev.tandem.app.erasure;

import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.StreamMark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Tells records of one stream from others. Clips are known by the features, labels and joined clips
 * that were read before, and by ids as {@code ingest} gives them; so topics that name clips alone
 * are to be read after these.
 */
public final class StreamRecords {
  private final String stream;
  private final Pattern usual;
  private final Set<String> others = new HashSet<>();
  private long newest = Long.MIN_VALUE;
  private Optional<StreamMark> lastMark = Optional.empty();

  public StreamRecords(String stream) {
    this.stream = stream;
    this.usual = Pattern.compile(Pattern.quote(stream) + "-\\d+");
  }

  /** Whether it is of the stream; what cannot be read is of none. */
  boolean isOf(ConsumerRecord<byte[], byte[]> record) {
    Header buried = record.headers().lastHeader(DeadLetterFormat.STREAM);
    if (buried != null && record.headers().lastHeader(DeadLetterFormat.REASON) != null) {
      return stream.equals(new String(buried.value(), StandardCharsets.UTF_8));
    }
    try {
      return isOf(Wire.decode(record.value()), record.timestamp());
    } catch (WireException junk) {
      return false;
    }
  }

  private boolean isOf(SpecificRecordBase decoded, long time) {
    if (decoded instanceof Features features) {
      return hears(features.getStream(), features.getClipId(), time);
    }
    if (decoded instanceof Label label) {
      return hears(label.getStream(), label.getClipId(), time);
    }
    if (decoded instanceof Clip clip) {
      return hears(clip.getStream(), clip.getClipId(), Long.MIN_VALUE);
    }
    if (decoded instanceof StreamMark mark) {
      return marks(mark);
    }
    return decoded instanceof Prediction prediction && isClip(prediction.getClipId());
  }

  private boolean hears(String of, String clip, long time) {
    if (!of.equals(stream)) {
      return false;
    }
    if (!usual.matcher(clip).matches()) {
      others.add(clip);
    }
    newest = Math.max(newest, time);
    return true;
  }

  private boolean marks(StreamMark mark) {
    if (!mark.getStream().equals(stream)) {
      return false;
    }
    if (lastMark.filter(last -> mark.getTime().isBefore(last.getTime())).isEmpty()) {
      lastMark = Optional.of(mark);
    }
    newest = Math.max(newest, mark.getTime().toEpochMilli());
    return true;
  }

  /** Whether a clip of this id is of the stream. */
  boolean isClip(String id) {
    return usual.matcher(id).matches() || others.contains(id);
  }

  /** Whether its last mark says that no more comes. */
  public boolean hasEnded() {
    return lastMark.filter(mark -> mark.getKind() == MarkKind.END).isPresent();
  }

  /** The latest time of its features, labels and marks; empty where there is none. */
  public Optional<Instant> newest() {
    return newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
  }
}
