package dev.tandem.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars that an application runs from: its own, and its libraries beside it.
 *
 * <p>The jobs' own jars travel with each submission, so that a newer build runs on a cluster that
 * stays. PyTorch is the cluster's: a native library is loaded once in a process, and the class
 * loader of a second submission could not load it again.
 */
public final class Distribution {
  private static final List<String> JOB =
      List.of(
          "tandem-schemas-",
          "tandem-learner-",
          "tandem-stream-io-",
          "tandem-stream-trainer-",
          "tandem-serving-",
          "tandem-stream-serving-",
          "flink-connector-",
          "kafka-clients-",
          "avro-",
          "jackson-");

  /**
   * Of the job's, what its TaskManagers have, too, so as to load it before the job comes. Tandem's
   * own are loaded once more from the job; Kafka's are those of the cluster.
   */
  private static final List<String> WARM =
      List.of(
          "tandem-schemas-",
          "tandem-learner-",
          "tandem-stream-io-",
          "tandem-stream-trainer-",
          "flink-connector-",
          "kafka-clients-");

  /** Of the application alone. */
  private static final List<String> APPLICATION =
      List.of("tandem-", "kafka", "scala-", "ffmpeg-", "javacpp-", "javacv-", "picocli-");

  private final String main;
  private final Path application;
  private final List<Path> libraries;

  private Distribution(String main, Path application, List<Path> libraries) {
    this.main = main;
    this.application = application;
    this.libraries = libraries;
  }

  /**
   * Of the application that a class is part of.
   *
   * @param main name of the class that starts it
   * @throws ClusterException where it was not loaded from the packaged jars
   */
  public static Distribution of(Class<?> part, String main) {
    try {
      Path application = Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> jars = Files.list(application.resolveSibling("lib"))) {
        return new Distribution(main, application, jars.sorted().toList());
      }
    } catch (IOException | URISyntaxException e) {
      throw new ClusterException(
          "a cluster needs the packaged application; start it with the launcher", e);
    }
  }

  /** Class path of this application; its manifest names the libraries. */
  public String application() {
    return application.toString();
  }

  /** Name of the class that starts it. */
  public String main() {
    return main;
  }

  /** Class path of Flink's processes: Flink, PyTorch, logging. */
  public String flinkClassPath() {
    return classPath(Distribution::isFlinks);
  }

  private static boolean isFlinks(Path jar) {
    return !startsWith(jar, JOB) && !startsWith(jar, APPLICATION);
  }

  private String classPath(Predicate<Path> chosen) {
    return libraries.stream()
        .filter(chosen)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Class path of a TaskManager that is warm before a job comes. */
  public String warmClassPath() {
    return classPath(jar -> isFlinks(jar) || startsWith(jar, WARM));
  }

  /** What a job needs besides. */
  public List<Path> jobJars() {
    return libraries.stream().filter(jar -> startsWith(jar, JOB)).toList();
  }

  private static boolean startsWith(Path jar, List<String> prefixes) {
    String name = jar.getFileName().toString();
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
