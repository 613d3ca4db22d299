package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.door.Door;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.TestingMetrics;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.control.ControlLog;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInputSerializer;
import dev.tandem.trainer.publication.LedgerSource;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 9 clips in batches of 4, every third without a label. */
class TrainerOperatorTest {
  private final TestingClock clock = new TestingClock();
  private final TestingMetrics metrics = new TestingMetrics();
  private Harness trainer;

  @BeforeEach
  void open() throws Exception {
    trainer = new Harness(List::of);
    trainer.setup(OutRecord.TYPE.serializer());
    trainer.open();
  }

  @AfterEach
  void close() throws Exception {
    trainer.close();
  }

  @Test
  void shouldMeasureWhatWaitsForItsTurn() throws Exception {
    feed();
    assertThat(metrics.value(JobMetric.WAITING_TURNS)).isEqualTo(18);
    trainer.work();

    assertThat(metrics.value(JobMetric.WAITING_TURNS)).isZero();
  }

  @Test
  void shouldCountWhatBecameOfEachClip() throws Exception {
    feed();
    trainer.work();

    assertThat(metrics.value(JobMetric.CANDIDATES, "trained")).isEqualTo(6);
    assertThat(metrics.value(JobMetric.CANDIDATES, "unlabelled")).isEqualTo(3);
    assertThat(metrics.value(JobMetric.CANDIDATES, "skipped")).isZero();
    assertThat(metrics.value(JobMetric.STREAM_CANDIDATES, TestingRecords.STREAM, "trained"))
        .isEqualTo(6);
  }

  @Test
  void shouldMeasureEachStep() throws Exception {
    feed();
    trainer.work();

    assertThat(metrics.value(JobMetric.STEP)).isEqualTo(2);
    assertThat(metrics.histogram(JobMetric.STEP_TIME).getCount()).isEqualTo(2);
    assertThat(metrics.histogram(JobMetric.STEP_TIME).getStatistics().getMean()).isPositive();
    for (String head : new String[] {"fused", "audio", "video"}) {
      assertThat(metrics.value(JobMetric.LOSS, head)).isPositive();
      assertThat(metrics.value(JobMetric.SCORED_PREDICTIONS, head)).isBetween(5.0, 6.0);
      assertThat(metrics.value(JobMetric.CORRECT_PREDICTIONS, head)).isBetween(0.0, 6.0);
    }
    for (String modality : new String[] {"audio", "video"}) {
      assertThat(metrics.value(JobMetric.SCORE, modality)).isBetween(0.0, 1.0);
      assertThat(metrics.value(JobMetric.PACE, modality)).isPositive();
    }
  }

  @Test
  void shouldTimeCheckpointsAndTheAgeOfTheTransaction() throws Exception {
    clock.now.addAndGet(100);
    assertThat(metrics.value(JobMetric.TRANSACTION_AGE)).isEqualTo(0.1);
    trainer.snapshot(7, 0);
    assertThat(metrics.histogram(JobMetric.SNAPSHOT_TIME).getCount()).isEqualTo(1);
    clock.now.addAndGet(30);
    trainer.notifyOfCompletedCheckpoint(7);
    clock.now.addAndGet(5);

    assertThat(metrics.histogram(JobMetric.CHECKPOINT_TIME).getStatistics().getMean())
        .isEqualTo(0.03);
    assertThat(metrics.value(JobMetric.TRANSACTION_AGE)).isEqualTo(0.005);
  }

  @Test
  void shouldNotTimeACheckpointThatItDidNotBegin() throws Exception {
    trainer.snapshot(7, 0);
    trainer.notifyOfCompletedCheckpoint(6);

    assertThat(metrics.histogram(JobMetric.CHECKPOINT_TIME).getCount()).isZero();
  }

  @Test
  void shouldHearWhatWasSaidBeforeItDecides() throws Exception {
    trainer.close();
    trainer =
        new Harness(
            () ->
                List.of(
                    TestingWords.quarantine(0, TestingRecords.STREAM, 0),
                    TestingWords.release(1, TestingRecords.STREAM, 240))); // clips 2 and later
    trainer.setup(OutRecord.TYPE.serializer());
    trainer.open();
    feed();
    trainer.work();

    assertThat(metrics.value(JobMetric.SKIPPED_CANDIDATES, "quarantined")).isEqualTo(2);
    assertThat(
            metrics.value(
                JobMetric.STREAM_SKIPPED_CANDIDATES, TestingRecords.STREAM, "quarantined"))
        .isEqualTo(2);
    assertThat(metrics.value(JobMetric.QUARANTINED_STREAMS)).isZero();
  }

  @Test
  void shouldBuryAWordThatCannotBeObeyed() throws Exception {
    trainer.processElement(new Control(TestingRecords.raw("k", new byte[] {1}, 0, 7)), 0);

    assertThat(metrics.value(JobMetric.UNUSED_RECORDS, "invalid")).isEqualTo(1);
    assertThat(trainer.getSideOutput(Door.DEAD_LETTERS)).hasSize(1);
  }

  private void feed() throws Exception {
    for (TrainerInput input : new TestingFeed(9, 3).inputs()) {
      trainer.processElement(input, 0);
    }
  }

  /** With metrics and a mailbox, which Flink's own harness of keyed operators does not take. */
  @SuppressWarnings("try") // close() may be interrupted, as the harness has it
  private final class Harness extends OneInputStreamOperatorTestHarness<TrainerInput, OutRecord> {
    Harness(ControlLog said) throws Exception {
      super(
          new TrainerOperatorFactory(
              TestingModel.settings(Map.of()).given(), LedgerSource.NONE, clock, Optional.of(said)),
          TrainerInputSerializer.TYPE.serializer(),
          metrics.environment());
      config.setStatePartitioner(0, input -> "tiny");
      config.setStateKeySerializer(
          Types.STRING.createSerializer(getExecutionConfig().getSerializerConfig()));
      config.serializeAllConfigs();
    }

    /** Until nothing is left to be done. */
    void work() throws Exception {
      processWatermark(TestingModel.END);
      TaskMailbox mailbox = getTaskMailbox();
      while (mailbox.hasMail()) {
        mailbox.take(TaskMailbox.MIN_PRIORITY).run();
      }
    }
  }

  /** Stands still until it is moved. */
  private static final class TestingClock extends Clock implements Serializable {
    private static final long serialVersionUID = 1L;

    private final AtomicLong now = new AtomicLong(77);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }
  }
}
