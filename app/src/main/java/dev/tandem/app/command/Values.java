package dev.tandem.app.command;

import dev.tandem.app.letters.Place;
import dev.tandem.app.models.NewsKinds;
import dev.tandem.schemas.config.Durations;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options as users write them. What is thrown says what an option must be. */
final class Values {
  private Values() {}

  private static long whole(String text, long least, long most, String must) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      throw new TypeConversionException(must);
    }
    throw new TypeConversionException(must);
  }

  static final class Count implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, 1, Long.MAX_VALUE, "must be a whole number of at least 1");
    }
  }

  static final class Index implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, 0, Long.MAX_VALUE, "must be a whole number of at least 0");
    }
  }

  static final class Parallelism implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, 1024, "must be 1 to 1024");
    }
  }

  static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, 65535, "must be 1 to 65535");
    }
  }

  static final class PortOrAny implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 0, 65535, "must be 0 to 65535");
    }
  }

  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("must be a time such as 2026-11-01T00:00:00Z");
      }
    }
  }

  static final class TimeOrAgo implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.now().minus(Durations.parse(text));
      } catch (IllegalArgumentException noDuration) {
        return time(text);
      }
    }

    private static Instant time(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "must be a time such as 2026-11-01T00:00:00Z, or so long ago, such as 10min");
      }
    }
  }

  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("must be a duration such as 30s or 2min");
      }
    }
  }

  static final class File implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      if (text.isBlank()) {
        throw new TypeConversionException("must be a path");
      }
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(
            "must be a path that this locale's encoding has; LC_ALL=C.UTF-8 has all");
      }
    }
  }

  static final class Policies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return dev.tandem.learner.policy.Policies.names().iterator();
    }
  }

  static final class NewsKindNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NewsKinds.ALL.iterator();
    }
  }

  static final class Position implements ITypeConverter<Place> {
    @Override
    public Place convert(String text) {
      try {
        return Place.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
