/**
 * Policies decide what is trained and how fast each modality goes: which heads the objective has,
 * and the pace k_m of every modality, from the scores s_m of the unimodal heads.
 */
package dev.tandem.learner.policy;
