/** Encodings shared by everything that is saved with a learner. */
package dev.tandem.learner.state;
