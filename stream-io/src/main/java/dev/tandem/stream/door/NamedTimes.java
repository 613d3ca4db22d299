package dev.tandem.stream.door;

import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Names with their times, never changed.
 *
 * @param times of each name; {@link LeastIndex#ABSENT} for a name that does not count
 */
record NamedTimes(List<String> names, long[] times) {
  static NamedTimes of(List<Map.Entry<String, Long>> entries) {
    return new NamedTimes(
        entries.stream().map(Map.Entry::getKey).toList(),
        entries.stream().mapToLong(Map.Entry::getValue).toArray());
  }

  void forEach(ObjLongConsumer<String> action) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] != LeastIndex.ABSENT) {
        action.accept(names.get(i), times[i]);
      }
    }
  }
}
