package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.Optional;

/**
 * A kind of feed, whole: how it is written, what it takes, how it goes on and what opens it.
 *
 * @param word the part of a feed URI before its colon
 * @param pathName what follows the colon; empty where nothing does
 * @param sentence what it is, for help texts
 * @param course how it goes on
 * @param options its parameters
 * @param conditions of the capture that are laid over its clips; empty where it has none of them
 * @param opener see {@link Opener}
 */
public record FeedType(
    String word,
    String pathName,
    String sentence,
    Course course,
    List<Option<?>> options,
    Optional<ConditionOptions> conditions,
    Opener opener) {

  public FeedType {
    options = List.copyOf(options);
  }

  public boolean takesPath() {
    return !pathName.isEmpty();
  }

  /** How such a URI is written, such as {@code av-digits:DIR}. */
  public String form() {
    return word + ":" + pathName;
  }

  /** Whether it goes on without end. */
  public boolean isEndless() {
    return course != Course.FINITE;
  }

  /** Whether it can begin with any of its clips, which are the same each time. */
  public boolean isSeekable() {
    return course == Course.SEEDED;
  }

  /** How a feed goes on, and whose time its clips have. */
  public enum Course {
    /** Without end; clip i is a function of (seed, i), and the run says when it is. */
    SEEDED,
    /** To an end; the clips are a function of what is read, and the run says when they are. */
    FINITE,
    /** Without end; each clip says when it was captured, and is there once. */
    LIVE
  }

  /** Opens feeds of one kind. */
  @FunctionalInterface
  public interface Opener {

    /** Opens what {@code uri} says, as it is captured; throws {@link FeedException}. */
    Feed open(FeedUri uri, long seed);
  }
}
