package dev.tandem.schemas.config;

/**
 * A setting that cannot be used. The message says what is wrong, the value, what is allowed and
 * what to do.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
