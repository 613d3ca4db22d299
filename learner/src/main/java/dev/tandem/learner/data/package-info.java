/** What goes into a learner and what comes out: examples, answers, weights. */
package dev.tandem.learner.data;
