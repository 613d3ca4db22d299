package dev.tandem.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Tandem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as users call it, with what was built for the tests. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("..", "tandem");

  @TempDir Path directory;

  /** The launcher takes what lies beside it for built where nothing there is newer. */
  @BeforeEach
  void install() throws Exception {
    Path built = Path.of(Tandem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path target = Files.createDirectories(directory.resolve("app/target"));
    Files.copy(LAUNCHER, directory.resolve("tandem"));
    Files.copy(LAUNCHER.resolveSibling("numerics.sh"), directory.resolve("numerics.sh"));
    Files.createSymbolicLink(target.resolve(built.getFileName()), built);
    Files.createSymbolicLink(target.resolve("lib"), built.resolveSibling("lib"));
    Files.createFile(target.resolve("tandem.built"));
  }

  @Test
  void shouldKnowNamesInAnyLocale() throws Exception {
    Path media = Files.createDirectory(directory.resolve("müßig"));
    Files.writeString(media.resolve("köln_1.mp4"), "this is no video");
    Map<String, String> ascii = Map.of("LC_ALL", "C");

    assertThat(tandem(ascii, "demo", "--feed", "file:müßig/köln_1.mp4"))
        .contains("tandem demo: müßig/köln_1.mp4 cannot be used: FFmpeg cannot read it");
    assertThat(tandem(ascii, "demo", "--feed", "file:müßig"))
        .contains("müßig has no usable media: 1 files were left out, such as köln_1.mp4: FFmpeg");
  }

  @Test
  void shouldSayWhereMavenKeepsWhatItDownloadsAndFetchForARunOnly() throws Exception {
    Files.delete(directory.resolve("app/target/tandem.built"));
    Path maven = directory.resolve("mvnw");
    Files.writeString(maven, "#!/bin/sh\nprintf '%s ' \"$@\" >arguments.txt\nexit 1\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    Path home = Files.createDirectories(directory.resolve("home/.m2")).getParent();
    Map<String, String> atHome = Map.of("MAVEN_OPTS", "-Xmx64m -Duser.home=" + home);

    assertThat(tandem(Map.of("MAVEN_ARGS", "-B -Dmaven.repo.local=/told/by/flag"), "topics"))
        .contains("is downloaded into /told/by/flag unless it is there")
        .contains("tandem: the build failed; all of its output is in ");
    assertThat(tandem(atHome, "topics"))
        .contains("is downloaded into " + home.resolve(".m2/repository") + " unless");
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        """
        <settings>
          <!-- <localRepository>/nowhere</localRepository> -->
          <!--
            <localRepository>/nowhere/else</localRepository>
          -->
          <localRepository>${user.home}/kept</localRepository>
        </settings>
        """);
    assertThat(tandem(atHome, "topics"))
        .contains("is downloaded into " + home.resolve("kept") + " unless");

    assertThat(directory.resolve("arguments.txt")).content().contains(" -Prun -pl app -am package");
    assertThat(LAUNCHER.resolveSibling("pom.xml")).content().contains("<id>run</id>");
  }

  private String tandem(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "./tandem"));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeAll(List.of("MAVEN_ARGS", "MAVEN_OPTS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    builder.start().waitFor();
    return Files.readString(output, UTF_8);
  }
}
