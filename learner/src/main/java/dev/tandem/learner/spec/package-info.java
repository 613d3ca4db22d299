/**
 * What a learner is set to be: the network as data, and every setting with its default and what it
 * allows. Needs nothing else; whatever builds from it lies above.
 */
package dev.tandem.learner.spec;
