/**
 * Teaching from a browser: recordings become clips of a live feed, and words of people corrections.
 *
 * <pre>
 * teach page ──► Classroom ──► PostedFeed ──► the publisher of every live feed ──► topics
 *                    └───────► Labelling  ──► labels topic (corrections, retractions)
 * </pre>
 */
package dev.tandem.app.teach;
