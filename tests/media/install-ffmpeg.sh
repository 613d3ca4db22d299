#!/bin/sh
# Installs FFmpeg's own command, with which make.sh makes the files that are tested, on Debian.
set -e
[ -x "$(command -v ffmpeg)" ] || {
  apt-get update
  apt-get install -y --no-install-recommends ffmpeg
}
ffmpeg -hide_banner -version | head -1
