/** What a user may set, from wherever it was set, checked before anything starts. */
package dev.tandem.app.settings;
