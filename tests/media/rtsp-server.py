"""Serves a Matroska file of H.264 and AAC by RTSP, from its begin for each client, on loopback.

rtsp-server.py PORT FILE, then rtsp://127.0.0.1:PORT/cam
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

port, file = sys.argv[1:]
Gst.init(None)
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    f'( filesrc location="{file}" ! matroskademux name=file'
    " file. ! queue ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=1"
    " file. ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97 )"
)
server = GstRtspServer.RTSPServer.new()
server.set_address("127.0.0.1")
server.set_service(port)
server.get_mount_points().add_factory("/cam", factory)
if server.attach(None) == 0:
    sys.exit(f"port {port} is in use")
GLib.MainLoop().run()
