package dev.tandem.schemas;

import java.util.Optional;

/** The version of this build. */
public final class TandemVersion {
  private TandemVersion() {}

  /** From the jar's manifest; {@code dev} where the classes are not in a jar. */
  public static String current() {
    return Optional.ofNullable(TandemVersion.class.getPackage().getImplementationVersion())
        .orElse("dev");
  }
}
