package io.vitrina.kit.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Teaches Jackson to tell a field that is absent from one that is null. */
final class ChangeModule extends SimpleModule {

    @SuppressWarnings({"unchecked", "rawtypes"})
    ChangeModule() {
        super("vitrina-change");
        addDeserializer(Change.class, (JsonDeserializer) new ChangeDeserializer(null));
        addSerializer(Change.class, new ChangeSerializer());
    }

    private static final class ChangeDeserializer extends JsonDeserializer<Change<?>>
            implements ContextualDeserializer {

        private final JavaType type;

        private ChangeDeserializer(JavaType type) {
            this.type = type;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            JavaType outer = property == null ? context.getContextualType() : property.getType();
            return new ChangeDeserializer(outer.containedTypeOrUnknown(0));
        }

        @Override
        public Change<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Change.to(context.readValue(parser, type));
        }

        @Override
        public Change<?> getNullValue(DeserializationContext context) {
            return Change.to(null);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Change.absent();
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class ChangeSerializer extends JsonSerializer<Change> {

        @Override
        public void serialize(Change change, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(change.value(), out);
        }
    }
}
