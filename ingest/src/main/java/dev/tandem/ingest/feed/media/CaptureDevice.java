package dev.tandem.ingest.feed.media;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;

/**
 * A camera or microphone of this machine.
 *
 * @param feed how it is written as a feed, such as {@code v4l2:/dev/video0}
 * @param description by its driver
 */
public record CaptureDevice(String feed, String description) {

  /**
   * Those that FFmpeg finds for {@code kinds} of device; kinds that this system does not have are
   * passed over. Throws where FFmpeg's device library cannot be loaded.
   */
  public static List<CaptureDevice> list(List<String> kinds) throws MediaException {
    Ffmpeg.loadDevices();
    List<CaptureDevice> devices = new ArrayList<>();
    for (String kind : kinds) {
      AVInputFormat format = avformat.av_find_input_format(kind);
      if (format != null) {
        add(kind, format, devices);
      }
    }
    return devices;
  }

  private static void add(String kind, AVInputFormat format, List<CaptureDevice> devices) {
    AVDeviceInfoList found = new AVDeviceInfoList(null);
    int count =
        avdevice.avdevice_list_input_sources(format, (String) null, (AVDictionary) null, found);
    for (int i = 0; i < count; i++) {
      AVDeviceInfo device = found.devices(i);
      devices.add(
          new CaptureDevice(
              kind + ":" + device.device_name().getString(),
              device.device_description().getString()));
    }
  }

  /** What to use where there is none. */
  public static String alternatives() {
    return Ffmpeg.ALTERNATIVES;
  }
}
