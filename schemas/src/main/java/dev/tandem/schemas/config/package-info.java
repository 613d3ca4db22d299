/**
 * Settings as text, parsed once at start: every key known, typed and in range, or the start fails
 * saying why.
 */
package dev.tandem.schemas.config;
