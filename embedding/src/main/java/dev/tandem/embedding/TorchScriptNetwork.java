package dev.tandem.embedding;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtModel;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import dev.tandem.learner.engine.Devices;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.spec.ComputeDevice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A TorchScript file, run by PyTorch: {@code forward} takes the batch, and gives one tensor. */
final class TorchScriptNetwork implements FrozenNetwork {
  private final Model model;
  private final Block block;

  private TorchScriptNetwork(Model model) {
    this.model = model;
    this.block = model.getBlock();
  }

  /**
   * Starts PyTorch if need be.
   *
   * @throws EmbeddingException where it cannot be loaded
   */
  static TorchScriptNetwork open(Path file, ComputeDevice device) {
    TorchEngine.start();
    Devices.requirePresent(device);
    Model model = Model.newInstance(file.getFileName().toString(), Devices.of(device), "PyTorch");
    try (InputStream in = Files.newInputStream(file)) {
      ((PtModel) model).load(in, Map.of());
      return new TorchScriptNetwork(model);
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new EmbeddingException("PyTorch cannot load it: " + firstLine(e), e);
    }
  }

  @Override
  public float[] forward(FloatBuffer inputs, long[] shape) {
    boolean learning = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    // Else the first passes are measured, and the later ones are other code with other last bits.
    JniUtils.setGraphExecutorOptimize(false);
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDArray batch = manager.create(inputs.duplicate(), new Shape(shape), DataType.FLOAT32);
      NDList outputs =
          block.forward(
              new ParameterStore(manager, false), new NDList(batch), /* training= */ false);
      return floats(outputs, shape[0]);
    } catch (EngineException e) {
      throw new EmbeddingException("PyTorch: " + firstLine(e), e);
    } finally {
      JniUtils.setGradMode(learning);
    }
  }

  private static float[] floats(NDList outputs, long rows) {
    NDArray output = outputs.get(0);
    boolean known = outputs.size() == 1 && output.getDataType() == DataType.FLOAT32;
    if (!known || output.getShape().dimension() == 0 || output.getShape().get(0) != rows) {
      throw new EmbeddingException(
          "it gives %d tensors, first %s of %s; must be one of float32 with a row for each of %d"
              .formatted(outputs.size(), output.getShape(), output.getDataType(), rows));
    }
    return output.toFloatArray();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }

  @Override
  public void close() {
    model.close();
  }
}
