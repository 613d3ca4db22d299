package dev.tandem.monitoring.state;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the last so many keys that came; the one that came first goes first. */
final class Recent<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  Recent(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
