package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.config.ByteSizes;
import dev.tandem.schemas.config.Option;
import dev.tandem.serving.inference.TopClasses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every setting of serving. */
public final class ServingOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final String NAME_RANGE = "must be letters, digits, '.', '-' and '_'";

  public static final Option<String> MODEL =
      Option.ofText(
          "serving.model",
          "av",
          NAME_RANGE,
          text -> NAME.matcher(text).matches(),
          "The model that is followed; the trainer's trainer.model.");

  public static final Option<String> GROUP =
      Option.ofText(
          "serving.group",
          "",
          NAME_RANGE,
          text -> text.isEmpty() || NAME.matcher(text).matches(),
          "Consumer group whose members share the clips; tandem-serve-MODEL where it is empty.");

  public static final Option<String> INSTANCE =
      Option.ofText(
          "serving.instance",
          "1",
          NAME_RANGE,
          text -> NAME.matcher(text).matches(),
          "Tells the members of a group apart. Each needs its own, the same after a restart.");

  public static final Option<Integer> BATCH_SIZE =
      Option.ofInt(
          "serving.batch-size",
          256,
          1,
          10_000,
          "Clips after which a batch is scored without waiting for more.");

  public static final Option<Duration> BATCH_WINDOW =
      Option.ofDuration(
          "serving.batch-window",
          Duration.ofMillis(10),
          true,
          "How long a batch waits for more clips after its first.");

  public static final Option<Duration> TRANSACTION_TIMEOUT =
      Option.ofDuration(
          "serving.transaction-timeout",
          Duration.ofSeconds(10),
          false,
          "After which the broker gives up a dead member's answers, which hold up readers.");

  public static final Option<Duration> CHUNK_PATIENCE =
      Option.ofDuration(
          "serving.chunk-patience",
          Duration.ofSeconds(10),
          true,
          "How long to wait for the next chunk of a version before it is left and tried again later.");

  public static final Option<Duration> CHUNK_MARGIN =
      Option.ofDuration(
          "serving.chunk-margin",
          Duration.ZERO,
          true,
          "How much earlier than its manifest's a chunk's record time may be: 0ms for Tandem's own, which carry one time. What lies between is read, too.");

  public static final Option<Long> MAX_MODEL_BYTES =
      new Option<>(
          "serving.max-model-bytes",
          "bytes",
          "1GiB",
          "must be 1B to 2047MiB, such as 512KiB, 64MiB, 1GiB",
          "The largest model that is loaded. It must fit into the heap, too: twice where it comes in chunks.",
          ByteSizes::parse,
          bytes -> bytes >= 1 && bytes <= 2047L << 20);

  public static final Option<Integer> KEEP_VERSIONS =
      Option.ofInt(
          "serving.keep-versions",
          2,
          1,
          100,
          "Versions that stay loaded, the one that answers among them; going back to one takes no loading.");

  public static final Option<Integer> THREADS =
      Option.ofInt(
          "serving.threads",
          1,
          1,
          64,
          "Threads that answer clips, each a member of the group with its own copy of the weights.");

  public static final Option<Optional<InetSocketAddress>> HTTP =
      new Option<>(
          "serving.http",
          "address",
          "127.0.0.1:8090",
          "must be HOST:PORT, with port 0 for any, or off",
          "Where answers are given and /ready, /health and /metrics are served.",
          HttpAddress::parse,
          address -> true);

  public static final Option<Integer> HTTP_MAX_BYTES =
      Option.ofInt(
          "serving.http-max-bytes",
          16 << 20,
          1024,
          256 << 20,
          "The largest request that is read, in bytes; it must come in within 30 s.");

  public static final Option<List<String>> NETWORKS =
      Option.ofList(
          "serving.networks",
          "",
          "must be files with commas between them",
          "TorchScript and ONNX files, of which models were fed features; media sent to /v1/media go through them.");

  public static final Option<TopClasses> TOP =
      new Option<>(
          "serving.top",
          "classes",
          "auto",
          TopClasses.RANGE,
          "How many classes of each head an answer names, the most probable first: auto is all of up to 20, else 5.",
          TopClasses::parse,
          top -> true);

  public static final Option<String> SHADOW =
      Option.ofText(
          "serving.shadow",
          "",
          "must be MODEL, which is followed, or MODEL@GENERATION.VERSION",
          text ->
              text.isEmpty()
                  || NAME.matcher(text).matches()
                  || ModelKey.ofManifestKey(text).isPresent(),
          "A model or version that scores the clips, too, after they were answered; tandem models diff compares. The clips that follow wait for it.");

  /** In the order of the documentation. */
  public static final List<Option<?>> ALL =
      List.of(
          MODEL,
          GROUP,
          INSTANCE,
          BATCH_SIZE,
          BATCH_WINDOW,
          TRANSACTION_TIMEOUT,
          CHUNK_PATIENCE,
          CHUNK_MARGIN,
          MAX_MODEL_BYTES,
          KEEP_VERSIONS,
          THREADS,
          HTTP,
          HTTP_MAX_BYTES,
          NETWORKS,
          TOP,
          SHADOW);

  private ServingOptions() {}
}
