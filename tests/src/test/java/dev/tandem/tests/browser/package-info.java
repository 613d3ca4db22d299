/** The board as a browser shows it, through Chromium's DevTools protocol. */
package dev.tandem.tests.browser;
