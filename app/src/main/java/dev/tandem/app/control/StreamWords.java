package dev.tandem.app.control;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was said of the streams of one model, as it is read: of each stream its last word and how
 * many there are, or of one stream its last words. Words on a topic may be any number, as
 * compaction keeps all of them.
 */
public final class StreamWords {
  /** Words of one stream that are held. */
  static final int MOST = 1_000;

  private final String model;
  private final Optional<String> stream;
  private final SortedMap<String, StreamWord> last = new TreeMap<>();
  private final Deque<StreamWord> ofStream = new ArrayDeque<>();

  /**
   * @param stream whose words are wanted; empty for the last one of each
   */
  StreamWords(String model, Optional<String> stream) {
    this.model = model;
    this.stream = stream;
  }

  /** Passes over words on other models and on no stream, and over what is no word. */
  void offer(byte[] value) {
    decode(value)
        .filter(event -> event.getModel().equals(model) && isOfStream(event))
        .filter(event -> stream.isEmpty() || stream.get().equals(event.getStream()))
        .ifPresent(this::add);
  }

  /** Of two of one event time the later counts, as for the trainer. */
  private void add(ControlEvent event) {
    StreamWord before = last.get(event.getStream());
    StreamWord word = StreamWord.of(event, before == null ? 1 : before.words() + 1);
    boolean later = before == null || !event.getTime().isBefore(before.time());
    last.put(event.getStream(), later ? word : before.counted());
    if (stream.isPresent()) {
      ofStream.addLast(word);
      if (ofStream.size() > MOST) {
        ofStream.removeFirst();
      }
    }
  }

  private static boolean isOfStream(ControlEvent event) {
    return !event.getStream().isEmpty()
        && (event.getAction() == ControlAction.QUARANTINE
            || event.getAction() == ControlAction.RELEASE);
  }

  private static Optional<ControlEvent> decode(byte[] value) {
    try {
      return Optional.of(Wire.decode(value, ControlEvent.class));
    } catch (WireException tombstoneOrForeign) {
      return Optional.empty();
    }
  }

  /** By stream, the last word of each; of one stream, its last words in the order of the topic. */
  public List<StreamWord> list() {
    return stream.isEmpty() ? List.copyOf(last.values()) : List.copyOf(ofStream);
  }
}
