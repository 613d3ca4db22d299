/**
 * The command {@code tandem}: one class per subcommand, thin; what they do lives elsewhere.
 *
 * <pre>
 * file (--config) &lt; --set key=value &lt; long flags  ──► SettingsReader ──► Config of every module
 * </pre>
 */
package dev.tandem.app.command;
