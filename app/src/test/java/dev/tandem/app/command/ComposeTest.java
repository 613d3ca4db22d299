package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The form of the image and of the services that are composed of it; no engine runs them here. */
class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final String IMAGE = read("Dockerfile");
  private static final Map<?, ?> COMPOSE = yaml("docker-compose.yml");
  private static final Map<?, ?> SERVICES = map(COMPOSE.get("services"));
  private static final Pattern TARGET = Pattern.compile("([a-z]+):([0-9]+)");

  @Test
  void shouldGiveCommandsThatTandemKnows() {
    for (Object name : SERVICES.keySet()) {
      List<String> command = strings(service(name).get("command"));
      if (!command.isEmpty()) {
        assertThatCode(() -> TandemCommand.commandLine().parseArgs(command.toArray(String[]::new)))
            .as(name.toString())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void shouldLetServingBeReachedFromOutsideItsContainer() {
    Map<?, ?> serving = service("serving");

    assertThat(strings(serving.get("command")))
        .containsSequence("--set", "serving.http=0.0.0.0:8090");
    assertThat(strings(serving.get("ports"))).containsExactly("127.0.0.1:8090:8090");
    assertThat(map(serving.get("environment")).get("TANDEM_HEALTH")).isEqualTo("8090/health");
  }

  @Test
  void shouldScrapeServicesThatThereAre() {
    Collection<String> targets = new TreeSet<>();
    for (Object job : list(yaml("monitoring/prometheus/prometheus.yml").get("scrape_configs"))) {
      for (Object group : list(map(job).get("static_configs"))) {
        targets.addAll(strings(map(group).get("targets")));
      }
      for (Object group : list(map(job).get("dns_sd_configs"))) {
        strings(map(group).get("names"))
            .forEach(name -> targets.add(name + ":" + map(group).get("port")));
      }
    }

    assertThat(targets)
        .containsExactly(
            "ingest:9250", "jobmanager:9249", "localhost:9090", "serving:8090", "taskmanager:9249");
    assertThat(strings(service("ingest").get("command")))
        .containsSequence("--metrics-port", "9250");
    assertThat(hosts(targets)).isSubsetOf(names());
    assertThat(yaml("docker/flink.yaml").get("metrics.reporter.prometheus.port")).isEqualTo(9249);
  }

  @Test
  void shouldCreateTopicsBeforeAnythingUsesThem() {
    for (Object name : SERVICES.keySet()) {
      List<String> command = strings(service(name).get("command"));
      if (command.contains("kafka:9092") && !name.equals("topics")) {
        assertThat(condition(name, "topics")).isEqualTo("service_completed_successfully");
      }
    }
    assertThat(condition("topics", "kafka")).isEqualTo("service_healthy");
    assertThat(service("topics").get("restart")).isEqualTo("no");
  }

  @Test
  void shouldWaitOnlyForServicesThatSayHowTheyAre() {
    for (Object name : SERVICES.keySet()) {
      if (!(service(name).get("depends_on") instanceof Map<?, ?> needs)) {
        continue;
      }
      for (Object needed : needs.keySet()) {
        Map<?, ?> other = service(needed);
        if (condition(name, needed).equals("service_healthy")) {
          boolean says =
              other.containsKey("healthcheck")
                  || map(other.get("environment")).containsKey("TANDEM_HEALTH");
          assertThat(says).as("%s waits for %s", name, needed).isTrue();
        }
      }
    }
  }

  @Test
  void shouldAdvertiseListenersThatClientsReach() {
    Map<?, ?> environment = map(service("kafka").get("environment"));

    assertThat(environment.get("KAFKA_ADVERTISED_LISTENERS"))
        .isEqualTo("PLAINTEXT://kafka:9092,HOST://localhost:19092");
    assertThat(environment.get("KAFKA_AUTO_CREATE_TOPICS_ENABLE")).isEqualTo("false");
    assertThat(strings(service("kafka").get("ports"))).containsExactly("127.0.0.1:19092:19092");
  }

  @Test
  void shouldMountWhatThereIsAndKeepWhatIsWritten() {
    Set<?> volumes = map(COMPOSE.get("volumes")).keySet();
    for (Object name : SERVICES.keySet()) {
      for (String mount : strings(service(name).get("volumes"))) {
        String source = mount.substring(0, mount.indexOf(':'));
        if (source.startsWith(".")) {
          assertThat(ROOT.resolve(source)).exists();
        } else {
          assertThat(volumes.contains(source)).as("volume %s of %s", source, name).isTrue();
        }
      }
      if (!name.equals("topics")) {
        assertThat(service(name).get("restart")).as(name.toString()).isEqualTo("unless-stopped");
      }
    }
    for (String name : List.of("train", "assemble", "jobmanager", "taskmanager")) {
      assertThat(strings(service(name).get("volumes")))
          .containsExactly("flink-state:/var/lib/tandem/state");
    }
  }

  @Test
  void shouldStartClassesOfThisVersion() throws Exception {
    String version = match("<version>([0-9.]+)</version>", read("pom.xml"));
    for (String name : List.of("jobmanager", "taskmanager")) {
      List<String> entrypoint = strings(service(name).get("entrypoint"));
      assertThat(entrypoint)
          .contains("/opt/tandem/app/target/tandem-app-%s.jar".formatted(version));
      assertThat(Class.forName(entrypoint.get(entrypoint.indexOf("--configDir") - 1)))
          .hasDeclaredMethods("main");
    }
  }

  @Test
  void shouldMakeAnImageThatSpeaksUtf8AndTellsHowItIs() {
    assertThat(IMAGE).contains("LC_ALL=C.UTF-8").contains("CMD [\"/opt/tandem/healthy\"]");
    for (String copied :
        List.of("docker/flink.yaml", "docker/healthy", "docker/pinned", "numerics.sh", "tandem")) {
      assertThat(IMAGE).contains("COPY --from=build /src/" + copied + " ");
      assertThat(ROOT.resolve(copied)).exists();
    }
    for (String run : List.of("docker/healthy", "docker/pinned")) {
      assertThat(Files.isExecutable(ROOT.resolve(run))).as(run).isTrue();
    }
  }

  @Test
  void shouldPinNumericsInOnePlace() throws Exception {
    Process shell =
        new ProcessBuilder(
                "sh", "-c", "env -i PATH=\"$PATH\" sh -c '. ./numerics.sh; pin_numerics; env'")
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String pinned = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shell.waitFor()).as(pinned).isZero();
    for (String name :
        List.of("OMP_NUM_THREADS", "OMP_WAIT_POLICY", "PYTORCH_VERSION", "PYTORCH_FLAVOR")) {
      assertThat(pinned.lines()).as("as tests have it").contains(name + "=" + System.getenv(name));
    }
    for (String service : List.of("jobmanager", "taskmanager")) {
      assertThat(strings(service(service).get("entrypoint")).get(0))
          .isEqualTo("/opt/tandem/pinned");
    }
    for (String other : List.of("Dockerfile", "docker-compose.yml", "tandem", "benchmarks/run")) {
      assertThat(read(other)).as(other).doesNotContain("OMP_NUM_THREADS", "ATEN_CPU_CAPABILITY");
    }
    for (String script : List.of("tandem", "docker/pinned", "benchmarks/run")) {
      assertThat(read(script)).contains("numerics.sh", "\npin_numerics\n");
    }
  }

  private static String condition(Object service, Object needed) {
    return map(map(service(service).get("depends_on")).get(needed)).get("condition").toString();
  }

  private static Map<?, ?> service(Object name) {
    return map(SERVICES.get(name));
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>(Set.of("localhost"));
    SERVICES.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }

  private static List<String> hosts(Collection<String> targets) {
    return targets.stream()
        .flatMap(target -> TARGET.matcher(target).results())
        .map(found -> found.group(1))
        .toList();
  }

  private static String match(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
  }

  private static Map<?, ?> yaml(String file) {
    return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file)));
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> map(Object value) {
    return value == null ? Map.of() : (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static List<String> strings(Object value) {
    return list(value).stream().map(Object::toString).toList();
  }
}
