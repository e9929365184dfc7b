package io.vitrina.cart.order;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Statuses are lower-case text in the database. */
@Converter(autoApply = true)
public class OrderStatusColumn implements AttributeConverter<OrderStatus, String> {

    @Override
    public String convertToDatabaseColumn(OrderStatus status) {
        return status == null ? null : status.text();
    }

    @Override
    public OrderStatus convertToEntityAttribute(String text) {
        return text == null ? null : OrderStatus.of(text);
    }
}
