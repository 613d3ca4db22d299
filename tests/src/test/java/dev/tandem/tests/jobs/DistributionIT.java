package dev.tandem.tests.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Tandem;
import dev.tandem.cluster.Distribution;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was packaged for the tests, as a cluster and its jobs get it. */
class DistributionIT {
  private final Distribution distribution = Distribution.of(Tandem.class, Tandem.class.getName());

  @Test
  void shouldFindTheApplicationAndItsLibraries() {
    assertThat(Path.of(distribution.application()).getFileName().toString())
        .matches("tandem-app-.*\\.jar");
    assertThat(distribution.main()).isEqualTo("dev.tandem.app.Tandem");
    assertThat(distribution.flinkClassPath()).contains("flink-").doesNotContain("tandem-");
  }

  /**
   * A class of a job that names one which no jar of the cluster's has fails only when it is run.
   */
  @Test
  void shouldGiveAJobEverythingThatItsClassesName() throws Exception {
    List<URL> jars = new ArrayList<>();
    for (Path jar : distribution.jobJars()) {
      jars.add(url(jar));
    }
    for (String jar : distribution.flinkClassPath().split(File.pathSeparator, -1)) {
      jars.add(url(Path.of(jar)));
    }
    List<String> missing = new ArrayList<>();
    int linked = 0;
    int members = 0;
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      for (Path jar : distribution.jobJars()) {
        if (jar.getFileName().toString().startsWith("tandem-")) {
          for (String name : classes(jar)) {
            members += link(name, loader, missing);
            linked++;
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(linked).as("classes of jobs").isGreaterThan(300);
    assertThat(members).as("of them").isGreaterThan(linked);
  }

  /** Loads what its signatures and fields name; what its code alone names is not looked at. */
  private static int link(String name, ClassLoader loader, List<String> missing) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      return type.getDeclaredMethods().length
          + type.getDeclaredFields().length
          + type.getDeclaredConstructors().length;
    } catch (ClassNotFoundException | LinkageError e) {
      missing.add("%s: %s".formatted(name, e.getMessage()));
      return 0;
    }
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        Stream<String> names = file.stream().map(entry -> entry.getName())) {
      return names
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith("package-info"))
          .toList();
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }
}
