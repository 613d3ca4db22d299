package dev.tandem.app.command;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.live.LiveFeed;
import dev.tandem.ingest.feed.media.CaptureDevice;
import dev.tandem.ingest.feed.media.MediaException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** Which cameras and microphones there are. */
final class DeviceOptions {
  @Option(
      names = "--list-devices",
      description = "Say which cameras and microphones this machine has, as feeds, and end.")
  private boolean asked;

  boolean isAsked() {
    return asked;
  }

  int list(PrintWriter out) {
    try {
      List<CaptureDevice> devices = CaptureDevice.list(LiveFeed.deviceWords());
      devices.forEach(device -> out.printf("%s  %s%n", device.feed(), device.description()));
      if (devices.isEmpty()) {
        out.printf(
            "no camera and no microphone is here, or their drivers are not; connect one, %s%n",
            CaptureDevice.alternatives());
      }
      out.flush();
      return ExitStatus.SUCCESS;
    } catch (MediaException e) {
      throw new FeedException(e.getMessage(), e);
    }
  }
}
