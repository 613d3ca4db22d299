package dev.tandem.ingest.feed.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvDigitsFeedTest {
  private static final String CLEAN = "?snr=clean&sigma=0";

  @TempDir Path directory;

  @BeforeEach
  void writeDataSet() throws IOException {
    TestingDigits.write(directory);
  }

  @Test
  void shouldPairByLabel() {
    AvDigitsFeed feed = open(CLEAN, 1);

    for (int i = 0; i < 100; i++) {
      CapturedClip clip = feed.clip(i);
      assertThat(luma(clip)[0] - 1)
          .isEqualTo(Integer.parseInt(clip.label().orElseThrow().className()));
    }
  }

  @Test
  void shouldHearEachRecordingOnceAPassAndEachImageOnceBeforeAnyComesAgain() {
    AvDigitsFeed feed = open(CLEAN, 1);
    Set<String> images = new HashSet<>();
    for (int i = 0; i < 10 * TestingDigits.IMAGES_PER_DIGIT; i++) {
      byte[] luma = luma(feed.clip(i));
      images.add(luma[0] + " " + luma[1]);
    }

    assertThat(feed.describe().distinct()).hasValue(40);
    assertThat(images).hasSize(10 * TestingDigits.IMAGES_PER_DIGIT);
    List<String> pass = labels(feed, 0, 40);
    assertThat(pass).containsExactlyInAnyOrderElementsOf(labels(feed, 40, 80));
    assertThat(pass).isNotEqualTo(labels(feed, 40, 80));
    for (int digit = 0; digit < 10; digit++) {
      assertThat(pass).filteredOn(Integer.toString(digit)::equals).hasSize(4);
    }
  }

  @Test
  void shouldMakeEachClipFromSeedAndIndexAlone() {
    CapturedClip late = open("", 1).clip(77);
    AvDigitsFeed again = open("", 1);
    for (int i = 0; i < 77; i++) {
      again.next();
    }

    assertThat(luma(again.next().orElseThrow())).isEqualTo(luma(late));
    assertThat(luma(open("", 2).clip(77))).isNotEqualTo(luma(late));
  }

  @Test
  void shouldLeaveTheHeldOutSpeakerAndImagesOut() {
    AvDigitsFeed training = open("?holdout=bob&snr=clean&sigma=0", 1);
    AvDigitsFeed heldOut = open("?holdout=bob&split=holdout&snr=clean&sigma=0", 1);

    assertThat(training.describe().distinct()).hasValue(20);
    assertThat(heldOut.describe().distinct()).hasValue(20);
    for (int i = 0; i < 400; i++) {
      assertThat(luma(training.clip(i))[1]).isBetween((byte) 1, (byte) 18);
      assertThat(luma(heldOut.clip(i))[1]).isBetween((byte) 19, (byte) 20);
    }
  }

  @Test
  void shouldNameTheSpeakers() {
    refuses(
        "?holdout=carol",
        "feed av-digits:%1$s?holdout=carol: holdout is 'carol'; must be one of ann, bob."
            + " Correct it.");
    refuses(
        "?split=holdout",
        "feed av-digits:%1$s?split=holdout: holdout is ''; must be one of ann, bob. Correct it.");
  }

  @Test
  void shouldSayWhatIsMissingOrDamaged() throws IOException {
    TestingDigits.writeLabels(directory.resolve("labels-idx1-ubyte.gz"), 7, 10);
    refuses("", "%1$s has 200 images but 7 labels; must be as many. Replace the files.");
    Files.write(directory.resolve("images-idx3-ubyte.gz"), new byte[50]);
    refuses(
        "",
        "%1$s/images-idx3-ubyte.gz is not a readable gzipped IDX file of 3 dimensions:"
            + " Not in GZIP format. Replace it.");
    Files.writeString(directory.resolve("audio/0_ann_0.wav"), "not sound");
    refuses(
        "",
        "%1$s/audio/0_ann_0.wav is not a readable WAV file (PCM, mono, 16 bit):"
            + " no RIFF header. Replace or remove it.");
  }

  @Test
  void shouldRefuseADigitThatIsHeardButNeverSeen() throws IOException {
    TestingDigits.writeLabels(directory.resolve("labels-idx1-ubyte.gz"), 200, 9);
    refuses(
        "",
        "there are 4 recordings of 9 but no image of it. Add images, or remove the recordings.");
  }

  @Test
  void shouldSayWhenTheDirectoryIsNotThere() {
    assertThatThrownBy(() -> AvDigitsFeed.open(Feeds.parse("av-digits:nowhere"), 1))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "cannot read the directory nowhere/audio (NoSuchFileException); av-digits:DIR needs"
                + " DIR/audio. Check the path.");
  }

  @Test
  void shouldReadTheRealDataSet() {
    Path real = Path.of("../shared/data/av-digits");
    Path data = Files.exists(real) ? real : Path.of("..").resolve(real);
    assumeTrue(Files.exists(data), "skipped: the av-digits data set is not beside the project");
    AvDigitsFeed feed = AvDigitsFeed.open(Feeds.parse("av-digits:" + data + "?holdout=george"), 1);

    assertThat(feed.describe().distinct()).hasValue(1_500);
    assertThat(feed.clip(0).signals()).containsOnlyKeys("audio", "video");
  }

  private AvDigitsFeed open(String parameters, long seed) {
    return AvDigitsFeed.open(Feeds.parse("av-digits:" + directory + parameters), seed);
  }

  private void refuses(String parameters, String message) {
    assertThatThrownBy(() -> open(parameters, 1))
        .isInstanceOf(FeedException.class)
        .hasMessage(message.formatted(directory));
  }

  private static List<String> labels(AvDigitsFeed feed, int from, int until) {
    return IntStream.range(from, until)
        .mapToObj(i -> feed.clip(i).label().orElseThrow().className())
        .toList();
  }

  private static byte[] luma(CapturedClip clip) {
    return ((Signal.Frames) clip.signals().get("video")).pixels();
  }
}
