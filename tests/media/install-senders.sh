#!/bin/sh
# Installs, on Debian, what the test of real senders sends with: FFmpeg's own command, nginx with
# its RTMP module, and GStreamer's RTSP server. Nothing of it needs to run as a service.
set -e
apt-get update
apt-get install -y --no-install-recommends \
  ffmpeg nginx-light libnginx-mod-rtmp \
  python3-gi gir1.2-gst-rtsp-server-1.0 \
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad
