/** What a feed gives: clips, their labels and modalities, and what is reported of them. */
package dev.tandem.ingest.clip;
