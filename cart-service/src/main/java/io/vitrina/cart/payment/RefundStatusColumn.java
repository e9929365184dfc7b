package io.vitrina.cart.payment;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/** Statuses are lower-case text in the database. */
@Converter(autoApply = true)
class RefundStatusColumn implements AttributeConverter<RefundStatus, String> {

    @Override
    public String convertToDatabaseColumn(RefundStatus status) {
        return status == null ? null : status.text();
    }

    @Override
    public RefundStatus convertToEntityAttribute(String text) {
        return text == null ? null : RefundStatus.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
