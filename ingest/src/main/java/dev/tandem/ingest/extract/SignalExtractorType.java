package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Option;
import java.util.List;

/** What all kinds of extractor of this module say of themselves. */
abstract class SignalExtractorType implements ExtractorType {
  private final String word;
  private final String sentence;
  private final SignalKind kind;
  private final List<Option<?>> options;

  SignalExtractorType(String word, String sentence, SignalKind kind, List<Option<?>> options) {
    this.word = word;
    this.sentence = sentence;
    this.kind = kind;
    this.options = options;
  }

  @Override
  public final String word() {
    return word;
  }

  @Override
  public final String sentence() {
    return sentence;
  }

  @Override
  public final List<Option<?>> options() {
    return options;
  }

  @Override
  public final boolean takes(SignalKind wanted) {
    return wanted == kind;
  }
}
