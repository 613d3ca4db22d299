package dev.tandem.monitoring.http;

import java.io.IOException;

/** Answers requests of one path. */
@FunctionalInterface
interface Handler {
  Reply answer(Request request) throws IOException;
}
