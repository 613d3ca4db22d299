package dev.tandem.ingest.extract;

/** What a signal is of. */
public enum SignalKind {
  SOUND("sound"),
  PICTURES("pictures");

  private final String word;

  SignalKind(String word) {
    this.word = word;
  }

  /** For people. */
  public String word() {
    return word;
  }
}
