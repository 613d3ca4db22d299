import dev.tandem.ingest.Signal;
import dev.tandem.ingest.extract.Resampler;
import dev.tandem.ingest.feed.WavFile;
import dev.tandem.ingest.feed.studio.MuLaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Packs {@code SPLIT_VOICE_DIGIT.wav} files into a voice bank: {@code voices.ulaw}, every digit of
 * every voice one after the other, and {@code voices.tsv}, one line per voice: split, name, and the
 * lengths of its ten digits in samples.
 */
final class VoiceBankMaker {
  private static final int SAMPLE_RATE = 8_000;
  private static final int BLOCK = 80;
  private static final int MAX_SAMPLES = 7_200;
  private static final float PEAK = 0.9f;
  private static final float SILENCE = 0.03f;
  private static final int DIGITS = 10;

  private VoiceBankMaker() {}

  public static void main(String[] args) throws IOException {
    Path spoken = Path.of(args[0]);
    Path target = Path.of(args[1]);
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    StringBuilder index = new StringBuilder();
    for (String voice : voices(spoken)) {
      index.append(voice.replace('_', '\t'));
      for (int digit = 0; digit < DIGITS; digit++) {
        byte[] codes = pack(WavFile.read(spoken.resolve(voice + "_" + digit + ".wav")));
        sound.writeBytes(codes);
        index.append('\t').append(codes.length);
      }
      index.append('\n');
    }
    Files.write(target.resolve("voices.ulaw"), sound.toByteArray());
    Files.writeString(target.resolve("voices.tsv"), index);
  }

  private static Iterable<String> voices(Path spoken) throws IOException {
    try (Stream<Path> files = Files.list(spoken)) {
      Map<String, Long> digits =
          files
              .map(file -> file.getFileName().toString())
              .collect(
                  Collectors.groupingBy(
                      name -> name.substring(0, name.lastIndexOf('_')),
                      TreeMap::new,
                      Collectors.counting()));
      return digits.keySet();
    }
  }

  private static byte[] pack(Signal.Pcm spoken) {
    float[] samples = new Resampler(spoken.sampleRate(), SAMPLE_RATE).apply(spoken.samples());
    float peak = peak(samples, 0, samples.length);
    int blocks = samples.length / BLOCK;
    int[] loud =
        IntStream.range(0, blocks)
            .filter(b -> peak(samples, b * BLOCK, (b + 1) * BLOCK) > SILENCE * peak)
            .toArray();
    int begin = Math.max(0, (loud[0] - 1) * BLOCK);
    int end = Math.min(samples.length, (loud[loud.length - 1] + 2) * BLOCK);
    byte[] codes = new byte[Math.min(MAX_SAMPLES, end - begin)];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = MuLaw.encode(samples[begin + i] * PEAK / peak);
    }
    return codes;
  }

  private static float peak(float[] samples, int begin, int end) {
    float peak = 0;
    for (int i = begin; i < end; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }
}
