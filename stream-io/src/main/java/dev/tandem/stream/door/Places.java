package dev.tandem.stream.door;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where in time records lie that are away from their partition's own time, for as long as nobody
 * speaks there. A place has told the event time from its first record to its last; one record alone
 * tells none. Only the places that were spoken of last are kept.
 */
final class Places {
  private static final int MOST = 64;

  private final long width;

  /** The one that was spoken of last is the last. */
  private final List<Place> places = new ArrayList<>();

  /** Records belong to one place if they are at most {@code width} apart, in milliseconds. */
  Places(long width) {
    this.width = width;
  }

  /** Whether a record lies near an earlier one. */
  boolean know(long time) {
    return places.stream().anyMatch(place -> place.holds(time, width));
  }

  /**
   * One more record.
   *
   * @return whether the partition's time is there: its place has told more than its width, and no
   *     earlier one goes on
   */
  boolean take(long time) {
    Place place = grown(time);
    if (place.turn() || place.told() <= width) {
      return place.turn();
    }
    places.removeIf(Place::turn); // it has not gone on
    Place first =
        places.stream()
            .filter(other -> other.told() > 0)
            .min(Comparator.comparingLong(Place::since))
            .orElseThrow();
    if (first.equals(place)) {
      return true;
    }
    places.set(places.indexOf(first), new Place(first.since(), first.last(), true));
    places.set(places.indexOf(place), Place.at(time));
    return false;
  }

  private Place grown(long time) {
    int at = 0;
    while (at < places.size() && !places.get(at).holds(time, width)) {
      at++;
    }
    Place place = (at < places.size() ? places.remove(at) : Place.at(time)).with(time);
    places.add(place);
    if (places.size() > MOST) {
      places.remove(0);
    }
    return place;
  }

  /** Somebody has spoken at the partition's own time. */
  void forget() {
    places.clear();
  }

  /** The one that was spoken of last is the last. */
  List<Place> all() {
    return List.copyOf(places);
  }

  /** Goes on with {@code earlier}, from {@link #all}. */
  void addAll(List<Place> earlier) {
    places.addAll(earlier);
  }
}
