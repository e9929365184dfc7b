package io.vitrina.catalog.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of an import and an export, in the order in which the export writes them. */
enum Column {
    SKU(true),
    NAME(true),
    DESCRIPTION(false),
    PRICE(true),
    QUANTITY(false),
    CATEGORY(false),
    IMAGE_URL(false),
    IS_ACTIVE(false);

    private final boolean required;

    Column(boolean required) {
        this.required = required;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Column> of(String title) {
        return Arrays.stream(values())
                .filter(column -> column.title().equals(title))
                .findFirst();
    }

    static List<Column> required() {
        return Arrays.stream(values()).filter(column -> column.required).toList();
    }
}
