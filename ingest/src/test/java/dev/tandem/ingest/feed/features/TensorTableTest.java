package dev.tandem.ingest.feed.features;

import static dev.tandem.ingest.feed.features.TestingFolder.all;
import static dev.tandem.ingest.feed.features.TestingFolder.floats;
import static dev.tandem.ingest.feed.features.TestingFolder.tensors;
import static dev.tandem.ingest.feed.features.TestingFolder.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTableTest {
  @TempDir private Path directory;
  private TestingFolder folder;

  @BeforeEach
  void write() {
    folder = new TestingFolder(directory);
    folder.write("clips.csv", "id", "a", "b", "c", "d");
    folder.tensors("eeg.safetensors", new float[4][1]);
  }

  @Test
  void shouldReadPartsOneAfterTheOther() {
    folder.tensors("audio-00000.safetensors", new float[] {1, 2}, new float[] {3, 4});
    folder.tensors("audio-00001.safetensors", new float[] {5, 6});
    folder.tensors("audio-00002.safetensors", new float[] {7, 8});
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(floats(clips.get(1), "audio")).containsExactly(3, 4);
      assertThat(floats(clips.get(2), "audio")).containsExactly(5, 6);
      assertThat(floats(clips.get(3), "audio")).containsExactly(7, 8);
      assertThat(feed.skipped()).isEmpty();
    }
  }

  @Test
  void shouldReadBytesAsTheyAreAndWhatIsPresentAlone() {
    folder.write(
        "video.safetensors",
        tensors(
            "{\"pictures\":{\"dtype\":\"U8\",\"shape\":[4,1,2],\"data_offsets\":[0,8]},"
                + "\"present\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[8,12]}}",
            new byte[] {1, 2, 3, 4, 5, 6, -1, -2, 1, 0, 1, 1}));
    try (Feed feed = folder.open("")) {
      assertThat(feed.describe().modalities().get(1).extractor().format().shape())
          .containsExactly(1, 2);
      List<CapturedClip> clips = all(feed);
      assertThat(clips.get(1).signals()).containsOnlyKeys("eeg");
      assertThat(((Signal.Given) clips.get(3).signals().get("video")).elements())
          .containsExactly(-1, -2);
    }
  }

  @Test
  void shouldTurnOtherFloatsIntoFloats() {
    ByteBuffer halves = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort((short) 0x3C00).putShort((short) 0xC100).putShort((short) 1);
    halves.putShort((short) 0x7C00); // infinite
    folder.write("f16.safetensors", column("F16", halves));
    ByteBuffer brain = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    brain.putShort((short) 0x3F80).putShort((short) 0xC000).putShort((short) 0);
    folder.write("bf16.safetensors", column("BF16", brain));
    ByteBuffer doubles = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0.1).putDouble(-2).putDouble(1e300);
    folder.write("f64.safetensors", column("F64", doubles));
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(floats(clips.get(0), "f16")).containsExactly(1);
      assertThat(floats(clips.get(1), "f16")).containsExactly(-2.5f);
      assertThat(floats(clips.get(2), "f16")).containsExactly(0x1p-24f);
      assertThat(clips.get(3).signals()).doesNotContainKey("f16");
      assertThat(floats(clips.get(0), "bf16")).containsExactly(1);
      assertThat(floats(clips.get(1), "bf16")).containsExactly(-2);
      assertThat(floats(clips.get(0), "f64")).containsExactly(0.1f);
      assertThat(clips.get(2).signals()).as("1e300 is no float").doesNotContainKey("f64");
      assertThat(told(feed)).hasSize(2);
    }
  }

  @Test
  void shouldUseWhatATruncatedFileHas() {
    byte[] whole = TestingFolder.floats("{}", new float[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
    folder.write("audio.safetensors", Arrays.copyOf(whole, whole.length - 9));
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(floats(clips.get(1), "audio")).containsExactly(3, 4);
      assertThat(clips.get(2).signals()).containsOnlyKeys("eeg");
      assertThat(told(feed))
          .containsExactly(
              "audio.safetensors: it ends after 2 of 4 rows; clips of the others lack the modality");
    }
  }

  @Test
  void shouldTellWhereRowsAndLinesDisagree() {
    folder.tensors("eeg.safetensors", new float[3][1]);
    folder.tensors("audio.safetensors", new float[6][1]);
    try (Feed feed = folder.open("")) {
      assertThat(all(feed)).hasSize(4).last().matches(clip -> clip.signals().size() == 1);
      assertThat(told(feed))
          .containsExactly(
              "audio.safetensors: it has 6 rows, but clips.csv has 4 clips; the rows behind them are not used",
              "eeg.safetensors: it has 3 rows, but clips.csv has 4 clips; those behind it lack the modality");
    }
  }

  @Test
  void shouldLeaveOutAPartOfAnotherKindButNotWhatIsBehindIt() {
    folder.tensors("audio-00000.safetensors", new float[] {1, 2});
    folder.tensors("audio-00001.safetensors", new float[] {1}, new float[] {2});
    folder.tensors("audio-00002.safetensors", new float[] {7, 8});
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(clips.get(1).signals()).containsOnlyKeys("eeg");
      assertThat(clips.get(2).signals()).containsOnlyKeys("eeg");
      assertThat(floats(clips.get(3), "audio")).containsExactly(7, 8);
      assertThat(told(feed))
          .singleElement()
          .asString()
          .startsWith("audio-00001.safetensors: its 2 rows are TensorFormat");
    }
  }

  @Test
  void shouldEndBeforeAMissingOrUnreadablePart() {
    folder.tensors("audio-00000.safetensors", new float[] {1});
    folder.tensors("audio-00002.safetensors", new float[] {1});
    folder.tensors("b-00000.safetensors", new float[] {1});
    folder.write("b-00001.safetensors", new byte[] {9, 9});
    try (Feed feed = folder.open("")) {
      assertThat(all(feed).get(1).signals()).containsOnlyKeys("eeg");
      assertThat(told(feed))
          .contains(
              "audio.safetensors: part 00001 is missing; the 1 behind it are not used",
              "b-00001.safetensors: it is no safetensors file: of its 2 bytes, -1 would be the header");
    }
  }

  @Test
  void shouldSayWhatAFileHasInstead() {
    directory.resolve("eeg.safetensors").toFile().delete();
    unusable(
        tensors(
            "{\"features\":{\"dtype\":\"I64\",\"shape\":[4,1],\"data_offsets\":[0,32]}}",
            new byte[32]),
        "its features are I64; must be one of F32, U8, F64, F16, BF16");
    unusable(
        tensors(
            "{\"features\":{\"dtype\":\"F32\",\"shape\":[4,2],\"data_offsets\":[0,16]}}",
            new byte[16]),
        "its features are 16 bytes, but 4 rows of shape [2] are 32");
    unusable(
        tensors("{\"one\":{},\"two\":{}}", new byte[0]),
        "it has the tensors [one, two]; must have one called features");
    unusable(
        tensors(
            "{\"features\":{\"dtype\":\"F32\",\"shape\":[4,0],\"data_offsets\":[0,0]}}",
            new byte[0]),
        "a row of shape [0] has 0 bytes; must have 1 to 15728640");
    unusable(tensors("{]", new byte[0]), "its header cannot be read: ");
    unusable(
        tensors(
            "{\"features\":{\"dtype\":\"F32\",\"shape\":[4,1],\"data_offsets\":[0,16]},"
                + "\"present\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,32]}}",
            new byte[32]),
        "present is F32 of shape [4]; must be U8 of shape [4]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'features':[]}",
        "{'features':null}",
        "{'features':{'shape':[1,2],'data_offsets':[0,8]}}",
        "{'features':{'dtype':[],'shape':[1,2],'data_offsets':[0,8]}}",
        "{'features':{'dtype':'F32','data_offsets':[0,8]}}",
        "{'features':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}",
        "{'features':{'dtype':'F32','shape':[1,2]}}",
        "{'features':{'dtype':'F32','shape':[1,2],'data_offsets':[]}}",
        "{'features':{'dtype':'F32','shape':[1,2],'data_offsets':[0]}}",
        "{'features':{'dtype':'F32','shape':[1,2],'data_offsets':{}}}",
        "{'features':{'dtype':'F32','shape':[1,2],'data_offsets':[9223372036854775799,9223372036854775807]}}",
        "{'__metadata__':[],'features':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]}}",
        "{'__metadata__':{'scale':[]},'features':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]}}",
        "{'present':[],'features':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]}}",
        "{'present':{'shape':[1],'data_offsets':[0,1]},'features':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]}}"
      })
  void shouldTellAHeaderOfAWrongForm(String header) {
    directory.resolve("eeg.safetensors").toFile().delete();
    unusable(tensors(header.replace('\'', '"'), new byte[8]), "its header cannot be read: ");
  }

  private void unusable(byte[] file, String reason) {
    folder.write("audio.safetensors", file);
    assertThatThrownBy(() -> folder.open(""))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("no modality that can be used (audio.safetensors: " + reason);
  }

  /** Four rows of one number. */
  private static byte[] column(String dtype, ByteBuffer data) {
    byte[] bytes = new byte[data.capacity()];
    data.rewind().get(bytes);
    return tensors(
        "{\"features\":{\"dtype\":\"%s\",\"shape\":[4],\"data_offsets\":[0,%d]}}"
            .formatted(dtype, bytes.length),
        bytes);
  }
}
