package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.Delivery;
import dev.tandem.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A run of a feed.
 *
 * @param stream names the run's stream; clip ids are {@code STREAM-00000000}, …
 * @param topics where to write
 * @param start event time of the begin of the feed's clip 0
 * @param firstClip index of the feed's clip that the run begins with; those before it were
 *     published by an earlier run
 * @param maxClips after so many clips the run ends; {@link Long#MAX_VALUE} for never
 * @param delivery what gives way where Kafka is slow
 * @param timing see {@link Timing}
 */
public record PublisherSettings(
    String stream,
    Topics topics,
    Instant start,
    long firstClip,
    long maxClips,
    Delivery delivery,
    Timing timing) {
  private static final Pattern STREAM = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  public PublisherSettings {
    requireStream(stream);
    if (maxClips < 1) {
      throw new FeedException(
          "clips is %d; must be at least 1. Remove it for no limit.".formatted(maxClips));
    }
  }

  /** Throws {@link FeedException} where a stream, or a gateway, cannot be called so. */
  public static void requireStream(String name) {
    if (!STREAM.matcher(name).matches()) {
      throw new FeedException(
          "stream is '%s'; allowed are 1 to 200 letters, digits, '.', '_' and '-'."
              .formatted(name));
    }
  }

  /** An endless run whose labels are known at once. */
  public static PublisherSettings of(String stream, Instant start) {
    return new PublisherSettings(
        stream, Topics.standard(), start, 0, Long.MAX_VALUE, Delivery.BLOCK, Timing.standard());
  }

  public PublisherSettings withStart(Instant start) {
    return new PublisherSettings(stream, topics, start, firstClip, maxClips, delivery, timing);
  }

  public PublisherSettings withTopics(Topics topics) {
    return new PublisherSettings(stream, topics, start, firstClip, maxClips, delivery, timing);
  }

  public PublisherSettings withFirstClip(long index) {
    return new PublisherSettings(stream, topics, start, index, maxClips, delivery, timing);
  }

  public PublisherSettings withMaxClips(long clips) {
    return new PublisherSettings(stream, topics, start, firstClip, clips, delivery, timing);
  }

  public PublisherSettings withDelivery(Delivery delivery) {
    return new PublisherSettings(stream, topics, start, firstClip, maxClips, delivery, timing);
  }

  public PublisherSettings withLabelDelay(Duration delay) {
    return new PublisherSettings(
        stream,
        topics,
        start,
        firstClip,
        maxClips,
        delivery,
        new Timing(delay, timing.heartbeat(), timing.margin()));
  }

  public PublisherSettings withHeartbeat(Duration heartbeat) {
    return new PublisherSettings(
        stream,
        topics,
        start,
        firstClip,
        maxClips,
        delivery,
        new Timing(timing.labelDelay(), heartbeat, timing.margin()));
  }

  /**
   * Distances in time.
   *
   * @param labelDelay from a clip's end to its label becoming known
   * @param heartbeat event time between heartbeats to every partition
   * @param margin how far beyond the wall clock a record's time may lie
   */
  public record Timing(Duration labelDelay, Duration heartbeat, Duration margin) {
    public Timing {
      if (labelDelay.isNegative() || margin.isNegative()) {
        throw new FeedException(
            "label delay is %s and margin %s; both must be zero or more."
                .formatted(labelDelay, margin));
      }
      if (heartbeat.isNegative() || heartbeat.isZero()) {
        throw new FeedException(
            "heartbeat is %s; must be more than zero. Remove it to use 5s.".formatted(heartbeat));
      }
    }

    public static Timing standard() {
      return new Timing(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMillis(500));
    }
  }
}
