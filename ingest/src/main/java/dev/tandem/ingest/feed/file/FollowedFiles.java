package dev.tandem.ingest.feed.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Files that there are, and those that come. Each is taken once, when it is whole: it has something
 * in it, and its size and time stayed as they are for {@code settle}, or the time of its last
 * change is so long ago, as that of a file that was moved here is. Of those that are whole at one
 * look, the one that was changed first comes first, then the one whose name does.
 */
final class FollowedFiles implements FileQueue {
  private static final Comparator<Look> ORDER =
      Comparator.comparing(Look::changed).thenComparing(Look::file);

  private final MediaLibrary.Listing listing;
  private final Follow follow;
  private final Waiter waiter;
  private final BooleanSupplier stopping;
  private final Set<Path> taken = new HashSet<>();
  private final Map<Path, Look> looks = new HashMap<>();
  private final Queue<Path> ready = new ArrayDeque<>();

  /**
   * @param listing all files that there are now
   */
  FollowedFiles(
      MediaLibrary.Listing listing, Follow follow, Waiter waiter, BooleanSupplier stopping) {
    this.listing = listing;
    this.follow = follow;
    this.waiter = waiter;
    this.stopping = stopping;
  }

  @Override
  public Optional<Path> next() {
    Instant begin = waiter.now();
    look();
    while (ready.isEmpty() && !stopping.getAsBoolean() && !isIdle(begin)) {
      waiter.pause();
      look();
    }
    return stopping.getAsBoolean() ? Optional.empty() : Optional.ofNullable(ready.poll());
  }

  private boolean isIdle(Instant begin) {
    return follow
        .idle()
        .filter(idle -> !waiter.now().isBefore(begin.plus(idle).plus(follow.settle())))
        .isPresent();
  }

  private void look() {
    if (!ready.isEmpty()) {
      return;
    }
    Instant now = waiter.now();
    Map<Path, Look> seen = new HashMap<>();
    listing.files().stream()
        .filter(file -> !taken.contains(file))
        .forEach(file -> look(file, now).ifPresent(look -> seen.put(file, look)));
    looks.keySet().retainAll(seen.keySet());
    looks.putAll(seen);
    seen.values().stream()
        .filter(look -> look.isWhole(now, follow.settle()))
        .sorted(ORDER)
        .forEach(this::take);
  }

  private void take(Look look) {
    taken.add(look.file());
    looks.remove(look.file());
    ready.add(look.file());
  }

  /** Empty where it is gone again. */
  private Optional<Look> look(Path file, Instant now) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      Instant changed = found.lastModifiedTime().toInstant();
      Look before = looks.get(file);
      boolean same =
          before != null && before.size() == found.size() && before.changed().equals(changed);
      return Optional.of(new Look(file, found.size(), changed, same ? before.since() : now));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * What was seen of a file.
   *
   * @param since when it is as it is
   */
  private record Look(Path file, long size, Instant changed, Instant since) {
    boolean isWhole(Instant now, Duration settle) {
      return size > 0 && (!changed.plus(settle).isAfter(now) || !since.plus(settle).isAfter(now));
    }
  }

  /** Tells the time and lets it pass. */
  interface Waiter {
    Instant now();

    /** Until it is worth another look. */
    void pause();
  }
}
