/**
 * Model versions as records: chunks, manifest, pointer and tombstones, emitted together by one
 * sink.
 */
package dev.tandem.trainer.publication;
