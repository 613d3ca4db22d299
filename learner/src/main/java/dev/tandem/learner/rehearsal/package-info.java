/** Earlier clips, kept to learn from again. */
package dev.tandem.learner.rehearsal;
