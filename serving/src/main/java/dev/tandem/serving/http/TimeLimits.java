package dev.tandem.serving.http;

/**
 * How long a request may take to come in, and its answer to be made and go out; a connection that
 * takes longer is closed. The JDK's server has these as system properties, which it reads once in a
 * process, when the first server is made.
 */
final class TimeLimits {
  private static final String REQUEST = "sun.net.httpserver.maxReqTime";
  private static final String RESPONSE = "sun.net.httpserver.maxRspTime";
  private static final int REQUEST_SECONDS = 30;
  private static final int RESPONSE_SECONDS = 60;

  private TimeLimits() {}

  /** For the servers made later; what the user has set stays. */
  static void set() {
    setDefault(REQUEST, REQUEST_SECONDS);
    setDefault(RESPONSE, RESPONSE_SECONDS);
  }

  private static void setDefault(String property, int seconds) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(seconds));
    }
  }
}
