/** The feeds: clip i of a seeded feed is a pure function of (seed, i). */
package dev.tandem.ingest.feed;
