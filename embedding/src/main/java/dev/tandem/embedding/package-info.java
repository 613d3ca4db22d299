/** Features by frozen networks of other makers: TorchScript and ONNX. */
package dev.tandem.embedding;
