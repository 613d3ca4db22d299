package dev.tandem.trainer.assembly;

import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Runs an {@link Assembly}, and lets it count what restored state holds, which a function cannot.
 */
public final class AssemblyOperator extends KeyedProcessOperator<String, Part, ClipEvent> {
  private static final long serialVersionUID = 1L;

  private final Assembly assembly;

  public AssemblyOperator(Assembly assembly) {
    super(assembly);
    this.assembly = assembly;
  }

  @Override
  public void open() throws Exception {
    super.open();
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            Assembly.state(),
            (key, clip) -> assembly.countRestored(clip.value()));
  }
}
