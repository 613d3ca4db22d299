package dev.tandem.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** An ONNX file, run by ONNX Runtime: its only input takes the batch, its first output counts. */
final class OnnxNetwork implements FrozenNetwork {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;

  private OnnxNetwork(OrtEnvironment environment, OrtSession session, String input) {
    this.environment = environment;
    this.session = session;
    this.input = input;
  }

  /**
   * @param threads that compute one batch
   * @throws EmbeddingException where it cannot be loaded
   */
  static OnnxNetwork open(Path file, int threads) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      OrtSession session = environment.createSession(file.toString(), options);
      return new OnnxNetwork(environment, session, onlyInput(session));
    } catch (OrtException e) {
      throw new EmbeddingException("ONNX Runtime cannot load it: " + e.getMessage(), e);
    }
  }

  private static String onlyInput(OrtSession session) throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      session.close();
      throw new EmbeddingException(
          "it has the inputs %s; must have one".formatted(inputs.keySet()));
    }
    return inputs.keySet().iterator().next();
  }

  @Override
  public float[] forward(FloatBuffer inputs, long[] shape) {
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, inputs, shape);
        OrtSession.Result outputs = session.run(Map.of(input, tensor))) {
      return floats(outputs.get(0), shape[0]);
    } catch (OrtException e) {
      throw new EmbeddingException("ONNX Runtime: " + e.getMessage(), e);
    }
  }

  private static float[] floats(OnnxValue output, long rows) {
    if (output instanceof OnnxTensor tensor) {
      TensorInfo info = tensor.getInfo();
      FloatBuffer values = tensor.getFloatBuffer();
      if (values != null && info.getShape().length > 0 && info.getShape()[0] == rows) {
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
      }
      throw new EmbeddingException(
          "its output is %s; must be floats with a row for each of %d".formatted(info, rows));
    }
    throw new EmbeddingException(
        "its output is a %s; must be a tensor".formatted(output.getType()));
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EmbeddingException("ONNX Runtime cannot close it: " + e.getMessage(), e);
    }
  }
}
