/**
 * What the models and control topics hold: to be looked at, compared, exported and steered.
 *
 * <pre>
 * models, control topics ──► PublishedModels ──► VersionTable
 * models topic ──► Manifests, of single versions ──► VersionDump, VersionDiff
 * chunks topic ──► Payloads ──► export, ParameterDistance
 * models, control, training topics ──► ModelWatch, TrainingChanges ──► ModelNews, NewsKinds
 * an operator's word ──► ControlWriter ──► control topic ──► every consumer
 * </pre>
 */
package dev.tandem.app.models;
