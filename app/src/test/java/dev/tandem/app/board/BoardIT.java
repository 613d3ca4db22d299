package dev.tandem.app.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.app.Patience;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.monitoring.Board;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board of what a real broker has, and what is done there. */
class BoardIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void write() throws Exception {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory));
    try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
      admin.create(TOPICS.catalogue(List.of("smell"), 2), Optional.empty());
    }
    for (int step = 1; step <= 50; step++) {
      send(TOPICS.training(), "1." + 2 * step, step(step));
    }
    send(TOPICS.models(), "av@1.1", manifest(1, ""));
    send(TOPICS.models(), "av@1.2", manifest(2, ""));
    send(TOPICS.models(), "av", new ModelPointer("av", 1, 2, ""));
    send(TOPICS.models(), "av@1.3", manifest(3, "accuracy fell"));
    send(TOPICS.features("smell"), "nose-00000001", features());
    send(TOPICS.clips(), "nose-00000001", clip());
  }

  @AfterAll
  static void close() {
    kafka.close();
  }

  private static void send(String topic, String key, SpecificRecordBase value) throws Exception {
    try (Producer<byte[], byte[]> producer = kafka.connection().producer(Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  null,
                  NOW.toEpochMilli(),
                  key.getBytes(StandardCharsets.UTF_8),
                  Wire.encode(value)))
          .get();
    }
  }

  private static TrainingEvent step(int step) {
    return TrainingEvent.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setKind(TrainingEventKind.STEP)
        .setSequence(2L * step)
        .setStep(step)
        .setTrainedUntil(NOW)
        .setWrittenAt(NOW)
        .setClipIds(List.of("c" + step))
        .setPaces(List.of())
        .setHeads(List.of(new HeadResult("smell", 1.0, 10, step % 2 == 0 ? 10 : 0)))
        .setTotals(List.of())
        .setPublishedVersion(0)
        .setStepMillis(1)
        .build();
  }

  private static ModelManifest manifest(int version, String held) {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setVersion(version)
        .setStep(20L * version)
        .setTrainedUntil(NOW)
        .setPublishedAt(NOW)
        .setBytes(1)
        .setChunks(1)
        .setSha256("00")
        .setArchitecture("{}")
        .setClassNames(List.of("rose"))
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of())
        .setHeld(held)
        .build();
  }

  private static Features features() {
    return Features.newBuilder()
        .setClipId("nose-00000001")
        .setClipTime(NOW)
        .setStream("nose")
        .setModality("smell")
        .setExtractor(new Extractor("nose", "1"))
        .setElementType(ElementType.UINT8)
        .setShape(List.of(2, 2))
        .setPayload(ByteBuffer.wrap(new byte[4]))
        .build();
  }

  private static Clip clip() {
    ClipPart part =
        new ClipPart(
            "smell",
            new Extractor("nose", "1"),
            ElementType.UINT8,
            1f,
            0f,
            List.of(2, 2),
            ByteBuffer.wrap(new byte[] {0, 1, 2, 3}));
    return new Clip("nose-00000001", NOW, NOW, "nose", true, List.of(part));
  }

  private static OperatorControl operators() {
    return new OperatorControl(kafka.connection(), TOPICS, "av", "ann");
  }

  /** What a page that is kept now has. */
  private static JsonNode kept(Board board) throws Exception {
    String page = board.html(Map.of(), Duration.ofSeconds(20));
    Matcher data = Pattern.compile("id=\"kept\">(.*?)</script>", Pattern.DOTALL).matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  @Test
  void shouldShowWhatTheTopicsHoldOfAnyModality() throws Exception {
    try (Board board = Board.withoutPages("av", TOPICS)) {
      board.follow(kafka.connection(), Duration.ofHours(1), operators());
      Patience.until(() -> kept(board).at("/sections/strip").size() == 1);

      JsonNode kept = kept(board);

      assertThat(kept.at("/whole").asBoolean()).isTrue();
      assertThat(kept.at("/sections/training/step").asInt()).isEqualTo(50);
      assertThat(kept.at("/sections/training/heads/0/name").asText()).isEqualTo("smell");
      assertThat(kept.at("/sections/training/heads/0/accuracy").asDouble()).isEqualTo(0.5);
      assertThat(kept.at("/sections/versions/list")).hasSize(3);
      assertThat(kept.at("/sections/versions/list/2/held").asText()).isEqualTo("accuracy fell");
      assertThat(kept.at("/sections/streams/list/0/name").asText()).isEqualTo("nose");
      assertThat(kept.at("/pictures/0/parts/0/width").asInt()).isEqualTo(2);

      send(TOPICS.training(), "1.102", step(51));

      assertThat(kept(board).at("/sections/training/step").asInt()).isEqualTo(51);
    }
  }

  @Test
  void shouldWriteWhatOperatorsWantAsTheCommandDoes() {
    assertThat(operators().rollBack("too eager")).isEqualTo("av@1.1 is pinned instead of av@1.2");
    assertThat(operators().pin(new ModelKey("av", 1, 2), "")).isEqualTo("av@1.2 is pinned");
    assertThat(operators().release(new ModelKey("av", 1, 3), "")).startsWith("av@1.3 is released");
    assertThat(operators().unpin("")).isEqualTo("av@1.3 is followed");

    assertThat(words())
        .containsExactly(
            "PIN 1.1 ann: too eager", "PIN 1.2 ann: ", "RELEASE 1.3 ann: ", "UNPIN 0.0 ann: ");
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    try (CommittedLog log = CommittedLog.open(kafka.connection())) {
      log.read(
          TOPICS.control(),
          record -> {
            ControlEvent word = Wire.decode(record.value(), ControlEvent.class);
            words.add(
                "%s %d.%d %s: %s"
                    .formatted(
                        word.getAction(),
                        word.getGeneration(),
                        word.getVersion(),
                        word.getWho(),
                        word.getWhy()));
          });
    }
    return words;
  }

  @Test
  void shouldRefuseWhatCannotBeDone() {
    assertThatThrownBy(() -> operators().pin(new ModelKey("av", 1, 9), ""))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("known are av@1.1 to 1.3");
    assertThatThrownBy(() -> operators().pin(new ModelKey("other", 1, 1), ""))
        .isInstanceOf(UsageException.class)
        .hasMessage("other@1.1 is no version of av");
    assertThatThrownBy(() -> operators().release(new ModelKey("av", 1, 1), ""))
        .isInstanceOf(UsageException.class)
        .hasMessage("av@1.1 is not held");
  }
}
