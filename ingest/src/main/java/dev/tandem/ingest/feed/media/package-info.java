/**
 * Sound and pictures with their times, through FFmpeg's own interface.
 *
 * <pre>
 *  MediaInput ─► packets ─► StreamDecoder ─► SoundConverter   ─► Sound   ─► SoundTrack   ─► Pcm
 *  (container, device, net)  (one stream)     PictureConverter ─► Picture ─► PictureTrack ─► Frames
 * </pre>
 *
 * <p>A track cuts one modality by time; who reads a file pulls each track from a reader of its own,
 * so that how a container mixes its streams has no say in what is cut.
 */
package dev.tandem.ingest.feed.media;
