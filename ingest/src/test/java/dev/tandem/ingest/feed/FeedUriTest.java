package dev.tandem.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.digits.AvDigitsFeed;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedUriTest {
  private static final String FEEDS =
      "studio:, av-digits:DIR, file:PATH, features:DIR, cremad:DIR, ave:DIR, ucf101:DIR,"
          + " synthetic:,";

  private static final String LIVE =
      " v4l2:DEVICE, alsa:DEVICE, avfoundation:DEVICES, dshow:DEVICES, rtsp://HOST/PATH,"
          + " rtmp://HOST/PATH, udp://HOST:PORT, srt://HOST:PORT, http://HOST/PATH,"
          + " https://HOST/PATH, lavfi:GRAPH, with parameters such as studio:?snr=0.";

  @Test
  void shouldReadSchemePathAndParameters() {
    FeedUri uri = Feeds.parse("av-digits:/some/dir?snr=-3&rate=2&label-delay=5s");

    assertThat(uri.type()).isEqualTo(AvDigitsFeed.TYPE);
    assertThat(uri.path()).isEqualTo("/some/dir");
    assertThat(uri.rate()).isEqualTo(new Rate.RealTime(2));
    assertThat(uri.labelDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(uri.conditions().at(0)).isEqualTo(new Conditions(-3, 0.6));
    assertThat(uri).hasToString("av-digits:/some/dir?label-delay=5s&rate=2&snr=-3");
  }

  @Test
  void shouldDefaultToNoiseForTheStudioAndNoneForFiles() {
    assertThat(Feeds.parse("studio:").conditions().at(0)).isEqualTo(new Conditions(0, 0.6));
    assertThat(Feeds.parse("studio:").rate()).isEqualTo(new Rate.Trained());
    assertThat(Feeds.parse("file:x.mp4").conditions().at(0))
        .isEqualTo(new Conditions(Double.POSITIVE_INFINITY, 0));
  }

  @Test
  void shouldChangeConditionsAtTheClipGiven() {
    FeedUri uri = Feeds.parse("studio:?change-at=3000&change-snr=-5&change-sigma=1.0");

    assertThat(uri.conditions().at(2_999)).isEqualTo(new Conditions(0, 0.6));
    assertThat(uri.conditions().at(3_000)).isEqualTo(new Conditions(-5, 1));
  }

  @Test
  void shouldNameTheKnownFeeds() {
    refuses("camera:", "unknown feed 'camera:'; must be one of " + FEEDS + LIVE);
    refuses("studio", "unknown feed 'studio'; must be one of " + FEEDS + LIVE);
  }

  @Test
  void shouldNameTheKnownParameters() {
    refuses(
        "studio:?noise=2",
        "feed studio: has no parameter 'noise'; known are audio-features, change-at, change-sigma,"
            + " change-snr, delivery, extract-threads, label-delay, rate, sigma, snr, split,"
            + " video-features. Remove it or correct it.");
  }

  @Test
  void shouldSayWhatAParameterMayBe() {
    refuses(
        "studio:?sigma=-1",
        "feed studio:: sigma is -1; must be a number from 0 to 10, in units of full scale."
            + " Remove it to use 0.6.");
    refuses(
        "studio:?rate=0",
        "feed studio:: rate is 0; must be trained (as fast as it is trained on), max (as fast as"
            + " it goes), or a multiple of real time such as 1. Remove it to use trained.");
    refuses("studio:?snr", "feed studio:: parameter 'snr' must be given once, as snr=VALUE.");
    refuses(
        "studio:?snr=1&snr=2", "feed studio:: parameter 'snr=2' must be given once, as snr=VALUE.");
  }

  @Test
  void shouldSayWhenAPathIsMissingOrTooMuch() {
    refuses("file:", "feed 'file:' names no path; write file:PATH.");
    refuses(
        "studio:hall",
        "feed 'studio:hall' has the path 'hall'; studio: takes none, only parameters."
            + " Write studio:?name=value.");
  }

  @Test
  void shouldLeaveAQueryOfItsOwnToAnAddress() {
    FeedUri uri = Feeds.parse("rtsp://cam/1?profile=2&frames=5&token=a=b");

    assertThat(uri.path()).isEqualTo("//cam/1?profile=2&token=a=b");
    assertThat(uri.get(FeedOptions.FRAMES)).isEqualTo(5);
    assertThat(uri.rate()).isEqualTo(new Rate.Live());
    refuses(
        "rtsp://cam/1?frames=0",
        "feed rtsp://HOST/PATH: frames is 0; must be 1 to 64. Remove it to use 3.");
  }

  @Test
  void shouldReadPathsWithQuestionMarks() {
    for (String path :
        new String[] {"/a/what?.mp4", "a?b", "/a b/?#1%20\"q\".wav", "clip-???.mp4"}) {
      assertThat(Feeds.parse("file:" + path + "?frames=2").path()).isEqualTo(path);
      assertThat(Feeds.parse("file:" + path + "?").path()).isEqualTo(path);
      FeedUri uri = Feeds.ofFile(path);
      assertThat(Feeds.parse(uri.toString()).path()).isEqualTo(path);
    }
    assertThat(Feeds.parse("file:/a/what?.mp4").path()).isEqualTo("/a/what?.mp4");
    refuses(
        "file:x.mp4?clip-per-file=2",
        "feed file:PATH has no parameter 'clip-per-file'; did you mean clips-per-file? Known are audio-features,"
            + " change-at, change-sigma, change-snr, clips-per-file, delivery, extract-threads, follow,"
            + " frames, label-delay, order, rate, settle, sigma, snr, video-features. Remove it or"
            + " correct it.");
  }

  @Test
  void shouldRefuseHalfAChangeOfConditions() {
    refuses(
        "studio:?change-at=100",
        "feed studio:?change-at=100: a change of conditions needs both change-at=CLIP and what"
            + " changes, such as change-at=3000&change-snr=-5. Give both or neither.");
  }

  private static void refuses(String uri, String message) {
    assertThatThrownBy(() -> Feeds.parse(uri))
        .isInstanceOf(FeedException.class)
        .hasMessage(message);
  }

  @Test
  void shouldDropNothingByItselfButOfALiveFeed() {
    assertThat(Feeds.parse("studio:").delivery()).isEqualTo(Delivery.BLOCK);
    assertThat(Feeds.parse("file:a.mp4").delivery()).isEqualTo(Delivery.BLOCK);
    assertThat(Feeds.parse("lavfi:sine").delivery()).isEqualTo(Delivery.DROP_OLDEST);
    assertThat(Feeds.parse("lavfi:sine?delivery=block").delivery()).isEqualTo(Delivery.BLOCK);
    assertThat(Feeds.parse("studio:?delivery=drop-oldest").delivery())
        .isEqualTo(Delivery.DROP_OLDEST);
    assertThatThrownBy(() -> Feeds.parse("lavfi:sine?delivery=drop").delivery())
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("delivery is drop; must be one of block, drop-oldest");
  }

  @Test
  void shouldBeCalledWithoutAPassword() {
    assertThat(Feeds.parse("rtsp://me:secret@cam/1+rtsp://me:more@cam/2?frames=2").name())
        .isEqualTo("rtsp://cam/1+rtsp://cam/2?frames=2");
  }

  @Test
  void shouldTakeParametersBesideTheAddress() {
    assertThat(Feeds.parse("studio:?snr=-5").with(Map.of("rate", "2")).toString())
        .isEqualTo("studio:?rate=2&snr=-5");
    assertThatThrownBy(() -> Feeds.parse("studio:?snr=-5").with(Map.of("snr", "2")))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "feed studio:?snr=-5: parameter 'snr' is given twice; leave it out of the address or beside it.");
    assertThatThrownBy(() -> Feeds.parse("studio:").with(Map.of("snr", "loud")))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("snr is loud");
  }

  @Test
  void shouldSayWhatCannotBeAPath() {
    FeedUri uri = FeedUri.ofPath(AvDigitsFeed.TYPE, "a\0b");

    assertThatThrownBy(uri::file)
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "a\0b cannot be a path here: Nul character not allowed. Set LC_ALL to a locale with UTF-8, such as C.UTF-8.");
  }
}
