package dev.tandem.ingest.feed;

/**
 * How bad the capture is.
 *
 * @param snr of the sound, in dB over the clip; infinite is without noise
 * @param sigma deviation of the image noise, in units of full scale
 */
public record Conditions(double snr, double sigma) {}
