package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Patience;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PredictionsWatchIT {
  private static final Topics TOPICS = Topics.standard();

  @TempDir Path directory;

  @Test
  @Tag("long") // waits
  void shouldSayAgainAndAgainWhatItWaitsForUntilItComes() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory))) {
      try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
        admin.create(TOPICS.catalogue(List.of(), 1), Optional.empty());
      }
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine command = TandemCommand.commandLine();
      command.setOut(new PrintWriter(out, true));
      command.setErr(new PrintWriter(err, true));
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(
              () ->
                  command.execute(
                      "predictions",
                      "watch",
                      "--limit",
                      "1",
                      "--bootstrap-server",
                      kafka.bootstrapServers()));
      Patience.until(
          () -> err.toString().split("no answer on av.predictions.v1 yet", -1).length > 2);
      answer(kafka);

      assertThat(status.join()).isZero();
      assertThat(out.toString()).startsWith("cam-00000001  cat 0.97 ").hasLineCount(1);
    }
  }

  private static void answer(EmbeddedKafka kafka) throws Exception {
    HeadPrediction head =
        HeadPrediction.newBuilder()
            .setHead("fused")
            .setClassName("cat")
            .setProbabilities(List.of(0.03f, 0.97f))
            .build();
    Prediction prediction =
        Prediction.newBuilder()
            .setClipId("cam-00000001")
            .setClipTime(Instant.EPOCH)
            .setModel("av")
            .setGeneration(1)
            .setVersion(1)
            .setComplete(true)
            .setClassName("cat")
            .setProbability(0.97f)
            .setHeads(List.of(head))
            .build();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPICS.predictions(), Wire.encode(prediction))).get();
    }
  }
}
