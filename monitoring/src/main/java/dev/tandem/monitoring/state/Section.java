package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** A part of the board that is written whole, whenever it has changed. */
interface Section {
  /** As pages know it. */
  String name();

  /** Writes one JSON value; the same as before as long as nothing has changed. */
  void write(JsonWriter out) throws IOException;
}
