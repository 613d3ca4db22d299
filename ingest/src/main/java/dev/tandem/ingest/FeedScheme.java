package dev.tandem.ingest;

import dev.tandem.schemas.config.Option;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of feed: the part of a feed URI before its colon. */
public enum FeedScheme {
  STUDIO("studio", "", "a virtual camera and microphone"),
  AV_DIGITS("av-digits", "DIR", "recorded and handwritten digits"),
  FILE("file", "PATH", "a media file or a directory of them"),
  SYNTHETIC("synthetic", "", "vectors that embed a label in noise");

  private final String word;
  private final String pathName;
  private final String sentence;

  FeedScheme(String word, String pathName, String sentence) {
    this.word = word;
    this.pathName = pathName;
    this.sentence = sentence;
  }

  /** As written in a URI. */
  public String word() {
    return word;
  }

  /** What it is, for help texts. */
  public String sentence() {
    return sentence;
  }

  /** Its parameters. */
  public List<Option<?>> options() {
    return FeedOptions.of(this);
  }

  /** Whether it goes on without end and can begin with any of its clips. */
  public boolean isEndless() {
    return this != FILE;
  }

  public boolean takesPath() {
    return !pathName.isEmpty();
  }

  /** How such a URI is written, such as {@code av-digits:DIR}. */
  public String form() {
    return word + ":" + pathName;
  }

  static FeedScheme of(String word, String uri) {
    return Arrays.stream(values())
        .filter(scheme -> scheme.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new FeedException(
                    "unknown feed '%s'; must be one of %s, with parameters such as studio:?snr=0."
                        .formatted(uri, forms())));
  }

  static String forms() {
    return Arrays.stream(values()).map(FeedScheme::form).collect(Collectors.joining(", "));
  }
}
