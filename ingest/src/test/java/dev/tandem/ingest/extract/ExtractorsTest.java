package dev.tandem.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.config.ConfigException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExtractorsTest {

  @ParameterizedTest
  @CsvSource({
    "log-mel, 1",
    "log-mel:rate=8000:bands=40, 1",
    "log-mel:rate=16000:high=8000:bands=64, 1:bands=64:high=8000.0:rate=16000",
    "log-mel:bands=64:high=8000:rate=16000, 1:bands=64:high=8000.0:rate=16000",
    "stft-log:seconds=10, 1:seconds=10.0",
    "stft-log:seconds=10.0, 1:seconds=10.0",
    "waveform:rate=8000, 1:rate=8000",
  })
  void shouldTellFeaturesApartByWhatDiffersFromTheStandard(String text, String version) {
    TensorFormat format = Extractors.of(text, SignalKind.SOUND, 1).format();

    assertThat(format.extractor().getVersion()).isEqualTo(version);
    assertThat(text).startsWith(format.extractor().getName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stft-log|257|188",
        "stft-log:rate=16000:seconds=10:hop=159:edges=inside|257|1004",
        "stft-log:rate=16000|257|136",
      })
  void shouldHaveTheShapesOfThePapers(String text, int bins, int windows) {
    assertThat(Extractors.of(text, SignalKind.SOUND, 1).format().shape())
        .containsExactly(bins, windows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "logmel|unknown extractor 'logmel' of sound",
        "frame-stack|unknown extractor 'frame-stack' of sound",
        "log-mel:band=3|unknown setting band",
        "log-mel:bands=0|bands is 0; must be 1 to 1024",
        "log-mel:bands=3:bands=4|'bands' is given twice",
        "log-mel:high=9000|9000.0 Hz the sample rate 8000",
        "log-mel:transform=257|transform must be even",
        "log-mel:low=5000|low less than high",
        "log-mel:rate=16000:high=8000:bands=128|bands lie between two points",
        "log-mel:file.pt|takes no path but has file.pt",
        "stft-log:window=7|window is 7; must be even",
        "waveform:rate=384000:seconds=3600|have 5,529,600,000 bytes a clip; a record holds 15,728,640",
        "stft-log:hop=1:seconds=3600|a record holds 15,728,640",
        "waveform:rate=3|rate is 3; must be 100 to 384000",
      })
  void shouldSayWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Extractors.of(text, SignalKind.SOUND, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldSqueezeNothingIntoACropOfTheMiddle() {
    byte[] wide = new byte[2 * 4]; // two rows of 0 1 2 3
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (byte) (i % 4);
    }
    FeatureExtractor centred =
        Extractors.of("frame-stack:size=2:crop=centre", SignalKind.PICTURES, 1);

    ByteBuffer pixels = centred.extract(Signal.Frames.gray(wide, 1, 2, 4)).payload();

    assertThat(new byte[] {pixels.get(), pixels.get(), pixels.get(), pixels.get()})
        .containsExactly(1, 2, 1, 2);
  }

  @Test
  void shouldGiveGrayFramesThreeEqualChannels() {
    byte[] gray = {10, 20, 30, 40};
    FeatureExtractor coloured =
        Extractors.of("frame-stack:size=2:colour=rgb", SignalKind.PICTURES, 1);

    FeatureTensor features = coloured.extract(Signal.Frames.gray(gray, 1, 2, 2));

    assertThat(features.format().shape()).containsExactly(3, 2, 2);
    byte[] pixels = new byte[12];
    features.payload().get(pixels);
    assertThat(Arrays.copyOfRange(pixels, 8, 12)).isEqualTo(gray);
  }

  @Test
  void shouldRefuseColoursWhereGrayIsExpected() {
    Signal coloured = new Signal.Frames(new byte[12], 1, Signal.Frames.COLOUR, 2, 2);

    assertThatThrownBy(() -> new FrameStack(1).extract(coloured))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
