package io.vitrina.cart.payment;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Statuses are lower-case text in the database. */
@Converter(autoApply = true)
class PaymentStatusColumn implements AttributeConverter<PaymentStatus, String> {

    @Override
    public String convertToDatabaseColumn(PaymentStatus status) {
        return status == null ? null : status.text();
    }

    @Override
    public PaymentStatus convertToEntityAttribute(String text) {
        return text == null ? null : PaymentStatus.of(text);
    }
}
