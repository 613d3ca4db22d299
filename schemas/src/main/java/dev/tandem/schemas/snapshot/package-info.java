/** The payload of a model version: named tensors in the safetensors format. */
package dev.tandem.schemas.snapshot;
