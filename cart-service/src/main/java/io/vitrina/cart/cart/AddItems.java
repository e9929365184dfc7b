package io.vitrina.cart.cart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One product, or a list of them: the client may write either.
 *
 * @param single whether it was one, not in a list
 */
@JsonDeserialize(using = AddItems.Reader.class)
public record AddItems(List<AddItem> items, boolean single) {

    /** The field's path as the client wrote it. */
    String path(int index, String field) {
        return single ? field : "[" + index + "]." + field;
    }

    static final class Reader extends JsonDeserializer<AddItems> {

        @Override
        public AddItems deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartArrayToken()) {
                return new AddItems(List.of(context.readValue(json, AddItem.class)), true);
            }
            List<AddItem> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(context.readValue(json, AddItem.class));
            }
            return new AddItems(items, false);
        }
    }
}
