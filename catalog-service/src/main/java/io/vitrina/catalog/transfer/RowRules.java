package io.vitrina.catalog.transfer;

import io.vitrina.catalog.product.ProductRequest;
import io.vitrina.catalog.product.ProductRules;
import io.vitrina.kit.json.Change;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.text.StorableText;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Turns what a row says into a product, or says what is wrong with it. */
@ApplicationScoped
class RowRules {

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    /**
     * What the decoder puts where bytes are no text: half of a surrogate pair, which no text decodes to. U+FFFD would be
     * taken for that too where it is really meant.
     */
    static final char NOT_TEXT = '\uDFFF';

    private final ProductRules rules;

    RowRules(ProductRules rules) {
        this.rules = rules;
    }

    /** 422 with everything that is wrong when something is. */
    ImportRow check(ImportLine line) {
        List<String> faults = new ArrayList<>();
        if (line.fault() != null) {
            throw refused(List.of(line.fault()));
        }
        Map<Column, String> values = line.values();
        values.forEach((column, value) -> checkText(column, value, faults));
        refuseIfAny(faults);
        ProductRequest request = request(values, faults);
        rules.broken(request)
                .forEach(rule -> faults.add(title(rule.getPropertyPath().toString()) + ' ' + rule.getMessage()));
        refuseIfAny(faults);
        return new ImportRow(
                line.line(),
                request,
                values.containsKey(Column.CATEGORY) ? Change.to(values.get(Column.CATEGORY)) : Change.absent(),
                values.containsKey(Column.DESCRIPTION),
                values.get(Column.QUANTITY) != null,
                values.containsKey(Column.IMAGE_URL),
                request.active() != null);
    }

    /** What can't be read is told as a fault, and stands as something harmless that makes no second one. */
    private static ProductRequest request(Map<Column, String> values, List<String> faults) {
        if (values.get(Column.SKU) == null) {
            faults.add("sku is required");
        }
        Long price = whole(Column.PRICE, values, faults);
        Long quantity = whole(Column.QUANTITY, values, faults);
        boolean priceUnreadable = values.get(Column.PRICE) != null && price == null;
        return new ProductRequest(
                values.get(Column.NAME),
                // CSV can't tell nothing from empty; one file means the same in both formats.
                "".equals(values.get(Column.DESCRIPTION)) ? null : values.get(Column.DESCRIPTION),
                priceUnreadable ? Long.valueOf(0) : price,
                quantity == null ? Long.valueOf(0) : quantity,
                null,
                values.get(Column.IMAGE_URL),
                values.get(Column.SKU),
                flag(values, faults));
    }

    private static void checkText(Column column, String value, List<String> faults) {
        if (value == null) {
            return;
        }
        if (value.indexOf(NOT_TEXT) >= 0) {
            faults.add(column.title() + " is not UTF-8");
        } else if (!StorableText.isStorable(value)) {
            faults.add(column.title() + " holds characters that are not allowed");
        }
    }

    private static Long whole(Column column, Map<Column, String> values, List<String> faults) {
        String value = values.get(column);
        if (value == null) {
            return null;
        }
        if (!WHOLE.matcher(value.strip()).matches()) {
            faults.add(column.title() + " must be a whole number in range");
            return null;
        }
        return Long.parseLong(value.strip());
    }

    private static Boolean flag(Map<Column, String> values, List<String> faults) {
        String value = values.get(Column.IS_ACTIVE);
        if (value == null) {
            return null;
        }
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                faults.add("is_active must be true or false");
                yield null;
            }
        };
    }

    private static String title(String property) {
        return switch (property) {
            case "imageUrl" -> "image_url";
            case "active" -> "is_active";
            default -> property;
        };
    }

    private static void refuseIfAny(List<String> faults) {
        if (!faults.isEmpty()) {
            throw refused(faults.stream().sorted().toList());
        }
    }

    private static ProblemException refused(List<String> faults) {
        return ProblemException.unprocessable(String.join("; ", faults));
    }
}
