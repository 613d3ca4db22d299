package dev.tandem.learner.spec;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * Architectures as JSON: records have the names of their components as fields. Of encoders and
 * fusions, which have options of their own, the type or name says which record it is.
 */
final class ArchitectureJson {

  private static final Map<String, Class<? extends EncoderSpec>> ENCODERS =
      Map.of(
          MlpSpec.TYPE, MlpSpec.class,
          CnnSpec.TYPE, CnnSpec.class,
          ResNet18Spec.TYPE, ResNet18Spec.class,
          ConformerSpec.TYPE, ConformerSpec.class);

  private static final Map<String, Class<? extends FusionSpec>> FUSIONS =
      Map.of(
          LateLinearSpec.NAME, LateLinearSpec.class,
          LateCosineSpec.NAME, LateCosineSpec.class,
          LateMlpSpec.NAME, LateMlpSpec.class,
          FilmSpec.NAME, FilmSpec.class,
          GatedSpec.NAME, GatedSpec.class,
          TransformerSpec.NAME, TransformerSpec.class);

  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(EncoderSpec.class, new EncoderAdapter())
          .registerTypeAdapter(FusionSpec.class, new FusionAdapter())
          .create();

  private static final String ANSWER = "answer";

  private ArchitectureJson() {}

  static String write(Architecture architecture) {
    JsonObject json = GSON.toJsonTree(architecture).getAsJsonObject();
    if (architecture.answer().equals(Architecture.FUSED)) {
      json.remove(ANSWER);
    }
    return GSON.toJson(json);
  }

  /**
   * Reads what {@link #write} wrote; null for an empty text.
   *
   * @throws IllegalArgumentException if it is not JSON, or describes no valid architecture
   */
  static Architecture read(String json) {
    try {
      return GSON.fromJson(json, Architecture.class);
    } catch (JsonParseException e) {
      throw unreadable(e);
    } catch (RuntimeException e) {
      throw invalid(e);
    }
  }

  /**
   * What a specification says against its values, if it does; Gson wraps what constructors throw.
   */
  private static IllegalArgumentException invalid(RuntimeException e) {
    Throwable said = e instanceof IllegalArgumentException ? e : e.getCause();
    return said instanceof IllegalArgumentException invalid
            && !(said instanceof NumberFormatException)
        ? invalid
        : unreadable(e);
  }

  private static IllegalArgumentException unreadable(RuntimeException e) {
    return new IllegalArgumentException(
        "architecture is not readable: %s. Write it with Architecture.toJson."
            .formatted(e.getMessage()),
        e);
  }

  /** A field, then all of a record's. */
  private static JsonObject tagged(
      String field, String tag, Object options, JsonSerializationContext context) {
    JsonObject object = new JsonObject();
    object.addProperty(field, tag);
    context
        .serialize(options, options.getClass())
        .getAsJsonObject()
        .entrySet()
        .forEach(option -> object.add(option.getKey(), option.getValue()));
    return object;
  }

  private static String text(JsonElement element, String key) {
    if (element == null || !element.isJsonPrimitive()) {
      throw new IllegalArgumentException(
          "%s is %s; must be a name. Correct it.".formatted(key, element));
    }
    return element.getAsString();
  }

  private static final class EncoderAdapter
      implements JsonSerializer<EncoderSpec>, JsonDeserializer<EncoderSpec> {
    private static final String TAG = "type";

    @Override
    public JsonElement serialize(EncoderSpec spec, Type type, JsonSerializationContext context) {
      return tagged(TAG, spec.type(), spec, context);
    }

    @Override
    public EncoderSpec deserialize(
        JsonElement json, Type type, JsonDeserializationContext context) {
      JsonObject object = json.getAsJsonObject();
      String name = text(object.get(TAG), "encoder.type");
      EncoderSpec.requireKnown(name);
      return context.deserialize(object, ENCODERS.get(name));
    }
  }

  private static final class FusionAdapter
      implements JsonSerializer<FusionSpec>, JsonDeserializer<FusionSpec> {
    private static final String TAG = "name";

    @Override
    public JsonElement serialize(FusionSpec spec, Type type, JsonSerializationContext context) {
      JsonObject whole = tagged(TAG, spec.name(), spec, context);
      return whole.size() == 1 ? new JsonPrimitive(spec.name()) : whole;
    }

    @Override
    public FusionSpec deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
      boolean plain = !json.isJsonObject();
      JsonObject object = plain ? new JsonObject() : json.getAsJsonObject();
      String name = text(plain ? json : object.get(TAG), "architecture.fusion");
      FusionSpec standard = FusionSpec.named(name);
      return plain ? standard : context.deserialize(object, FUSIONS.get(name));
    }
  }
}
