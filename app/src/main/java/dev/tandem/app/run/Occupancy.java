package dev.tandem.app.run;

import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory that one process at a time uses. The lock is the operating system's, so it ends with
 * its process, however that ends; a file beside it says who that is.
 *
 * <p>A run that is refused leaves nothing behind: until {@link #settle} is called, closing removes
 * what was not there before.
 */
public final class Occupancy implements AutoCloseable {
  private static final String FILE = "tandem.lock";
  private static final int TRIES = 100;

  /** Of this process: where one opens the same file and closes it, the lock is gone. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Leftovers leftovers;
  private final Path file;
  private final FileChannel lock;
  private boolean settled;

  private Occupancy(Leftovers leftovers, Path file, FileChannel lock) {
    this.leftovers = leftovers;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Takes {@code directory}, which is made where it is not there.
   *
   * @param option that names it, or what it lies in
   * @param command what the user called, for whoever is refused
   * @throws UsageException where another process has it, naming that one, and where it cannot be
   *     written
   */
  public static Occupancy take(Path directory, String option, String command) {
    Path absolute = directory.toAbsolutePath().normalize();
    Leftovers leftovers = Leftovers.of(absolute);
    Occupant self = Occupant.ofThisProcess(command, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    try {
      for (int i = 0; i < TRIES; i++) {
        Optional<Occupancy> taken = tryTake(leftovers, absolute.resolve(FILE), option, self);
        if (taken.isPresent()) {
          return taken.get();
        }
      }
      throw new IOException("it comes and goes");
    } catch (IOException e) {
      leftovers.remove();
      throw new UsageException(
          "%s cannot be written: %s; name a directory that you may write with %s"
              .formatted(directory, reason(e), option));
    }
  }

  /** Empty where whoever left the directory has just removed the file. */
  private static Optional<Occupancy> tryTake(
      Leftovers leftovers, Path file, String option, Occupant self) throws IOException {
    Files.createDirectories(file.getParent());
    if (!HELD.add(file)) {
      throw inUse(file, option);
    }
    boolean taken = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      Optional<Object> opened = key(file);
      if (channel.tryLock() == null) {
        channel.close();
        throw inUse(file, option);
      }
      if (opened.isEmpty() || !opened.equals(key(file))) {
        channel.close();
        return Optional.empty();
      }
      Files.writeString(owner(file), self.text());
      Occupancy occupancy = new Occupancy(leftovers, file, channel);
      taken = true;
      return Optional.of(occupancy);
    } catch (NoSuchFileException removed) {
      return Optional.empty();
    } finally {
      if (!taken) {
        HELD.remove(file);
      }
    }
  }

  private static UsageException inUse(Path file, String option) {
    return new UsageException(
        "%s is in use by %s; end that one, or name another directory with %s"
            .formatted(file.getParent(), Occupant.read(owner(file)), option));
  }

  /** Beside the lock, because to close a file that was read would give up a lock on it. */
  private static Path owner(Path file) {
    return file.resolveSibling(file.getFileName() + ".owner");
  }

  /** Tells a file from one that was made after it was removed. */
  private static Optional<Object> key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? file : key);
    } catch (NoSuchFileException removed) {
      return Optional.empty();
    }
  }

  /** What was made stays: something of use is there from now on. */
  public void settle() {
    settled = true;
  }

  /** Lets others have it, early. */
  public void release() {
    close();
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  @Override
  public void close() {
    if (!lock.isOpen()) {
      return;
    }
    try {
      if (!settled) {
        leftovers.remove();
      }
      lock.close();
      HELD.remove(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + file, e);
    }
  }
}
