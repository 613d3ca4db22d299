package dev.tandem.schemas;

/**
 * The user asked for something that cannot be: exit status 2. The message says what is wrong, the
 * value, what is allowed and what to do.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
