package dev.tandem.serving.http;

import dev.tandem.schemas.http.BodyDrain;

/**
 * What the JDK's server can be told by system properties only, which it reads once in a process,
 * when the first server of all is made: how long a request may take to come in, and its answer to
 * be made and go out, before the connection is closed; that it does not wait by itself for what a
 * sender has still to send, which {@link BodyDrain} does within bounds; and that an answer's body
 * is sent at once. The server writes head and body apart, so that with Nagle's algorithm the body
 * of every answer but the first of a connection waits some 40 ms for the client to acknowledge the
 * head.
 */
public final class ServerProperties {
  private static final String REQUEST = "sun.net.httpserver.maxReqTime";
  private static final String RESPONSE = "sun.net.httpserver.maxRspTime";
  private static final String DRAINED = "sun.net.httpserver.drainAmount";
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";
  private static final int REQUEST_SECONDS = 30;
  private static final int RESPONSE_SECONDS = 60;

  private ServerProperties() {}

  /**
   * For the servers made later; what the user has set stays. Whoever makes such a server, or lets a
   * library make one, before {@link ServingServer} in its process calls this first.
   */
  public static void set() {
    setDefault(REQUEST, Integer.toString(REQUEST_SECONDS));
    setDefault(RESPONSE, Integer.toString(RESPONSE_SECONDS));
    setDefault(DRAINED, "0");
    setDefault(NO_DELAY, "true");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
