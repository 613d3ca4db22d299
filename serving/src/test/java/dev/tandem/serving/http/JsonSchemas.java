package dev.tandem.serving.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** As much of JSON Schema as the description of this interface uses. */
final class JsonSchemas {
  private final JsonObject document;

  JsonSchemas(JsonObject document) {
    this.document = document;
  }

  /** What {@code object} refers to, or itself. */
  JsonObject resolve(JsonObject object) {
    if (!object.has("$ref")) {
      return object;
    }
    JsonObject found = document;
    for (String step : object.get("$ref").getAsString().substring("#/".length()).split("/", -1)) {
      found = found.getAsJsonObject(step);
    }
    return found;
  }

  /** Where {@code value} is not as {@code schema} has it; empty where it is. */
  List<String> faults(JsonObject schema, JsonElement value) {
    List<String> faults = new ArrayList<>();
    check(resolve(schema), value, "", faults);
    return faults;
  }

  private void check(JsonObject schema, JsonElement value, String at, List<String> faults) {
    if (schema.has("anyOf")) {
      checkAnyOf(schema, value, at, faults);
    } else if (!is(schema.get("type").getAsString(), value)) {
      faults.add(at + " is no " + schema.get("type").getAsString());
    } else if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value)) {
      faults.add(at + " is none of " + schema.get("enum"));
    } else if (value.isJsonObject()) {
      checkMembers(schema, value.getAsJsonObject(), at, faults);
    } else if (value.isJsonArray() && schema.has("items")) {
      JsonObject items = resolve(schema.getAsJsonObject("items"));
      value.getAsJsonArray().forEach(item -> check(items, item, at + "/item", faults));
    }
  }

  private void checkAnyOf(JsonObject schema, JsonElement value, String at, List<String> faults) {
    Stream<JsonElement> choices = schema.getAsJsonArray("anyOf").asList().stream();
    if (choices.noneMatch(choice -> faults(choice.getAsJsonObject(), value).isEmpty())) {
      faults.add(at + " is none of those that it may be");
    }
  }

  private void checkMembers(JsonObject schema, JsonObject value, String at, List<String> faults) {
    if (schema.has("required")) {
      schema.getAsJsonArray("required").asList().stream()
          .map(JsonElement::getAsString)
          .filter(name -> !value.has(name))
          .forEach(name -> faults.add(at + " lacks " + name));
    }
    JsonObject known =
        schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
    JsonElement others = schema.get("additionalProperties");
    value
        .asMap()
        .forEach(
            (name, member) -> {
              String where = at + "/" + name;
              if (known.has(name)) {
                check(resolve(known.getAsJsonObject(name)), member, where, faults);
              } else if (others != null && others.isJsonObject()) {
                check(resolve(others.getAsJsonObject()), member, where, faults);
              } else if (others != null && !others.getAsBoolean()) {
                faults.add(where + " is not described");
              }
            });
  }

  private static boolean is(String type, JsonElement value) {
    return switch (type) {
      case "object" -> value.isJsonObject();
      case "array" -> value.isJsonArray();
      case "string" -> value instanceof JsonPrimitive text && text.isString();
      case "boolean" -> value instanceof JsonPrimitive truth && truth.isBoolean();
      case "number" -> value instanceof JsonPrimitive number && number.isNumber();
      case "integer" ->
          value instanceof JsonPrimitive number
              && number.isNumber()
              && number.getAsDouble() == Math.rint(number.getAsDouble());
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }
}
