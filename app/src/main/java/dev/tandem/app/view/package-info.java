/**
 * What a run shows while it runs.
 *
 * <pre>
 * ViewFrame (figures at one moment) ─► FrameText (pure) ─► LiveView: redrawn block, or plain lines
 * </pre>
 */
package dev.tandem.app.view;
